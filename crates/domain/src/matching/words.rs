//! Names as words that can be compared: small letters without accents, and how alike two of them are.

/// Letters that are written otherwise without accents. What is not here stays: other scripts are compared as they are.
const PLAIN: [(&str, &str); 14] = [
    ("àáâãäåāăąǎ", "a"),
    ("çćčĉ", "c"),
    ("ďđð", "d"),
    ("èéêëēėęě", "e"),
    ("ğģ", "g"),
    ("ìíîïīįı", "i"),
    ("łļľ", "l"),
    ("ñńňņ", "n"),
    ("òóôõöøōő", "o"),
    ("ŕř", "r"),
    ("śšşș", "s"),
    ("ťţț", "t"),
    ("ùúûüūůűų", "u"),
    ("ýÿ", "y"),
];

/// A letter as it is compared.
fn plain(c: char, out: &mut String) {
    match c {
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ß' => out.push_str("ss"),
        'ž' | 'ź' | 'ż' => out.push('z'),
        c => match PLAIN.iter().find(|(letters, _)| letters.contains(c)) {
            Some((_, letter)) => out.push_str(letter),
            None => out.push(c),
        },
    }
}

/// The words of a name. Dots and apostrophes within a word go (`S.A.` is `sa`), as does the stroke of `A/S`; other marks
/// part words.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut text = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            '.' | '\'' | '’' | '`' => {}
            c if c.is_alphanumeric() => plain(c, &mut text),
            '/' => text.push('/'),
            // The dot that a small capital I leaves behind.
            '\u{307}' => {}
            _ => text.push(' '),
        }
    }
    text.split(' ').flat_map(unstroked).filter(|w| !w.is_empty()).collect()
}

/// `a/s` is one word, `north/south` two.
fn unstroked(word: &str) -> Vec<String> {
    match word.len() <= 3 {
        true => vec![word.replace('/', "")],
        false => word.split('/').map(str::to_owned).collect(),
    }
}

/// How alike two texts are, in hundredths: shared pairs of letters over all (Dice). Words in another order are alike.
pub(super) fn likeness(a: &str, b: &str) -> u32 {
    if a == b {
        return 100;
    }
    let (mut a, b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    let mut shared = 0;
    for pair in b {
        if let Some(at) = a.iter().position(|own| *own == pair) {
            a.swap_remove(at);
            shared += 2;
        }
    }
    u32::try_from(shared * 100 / all.max(1)).unwrap_or(0)
}

/// Letters beyond which a name is not compared: no name is longer.
const LONGEST: usize = 120;

fn pairs(text: &str) -> Vec<(char, char)> {
    let words = text.split(' ');
    let pairs = words.flat_map(|word| {
        let letters: Vec<char> = std::iter::once('^').chain(word.chars()).collect();
        letters.windows(2).filter_map(|w| Some((*w.first()?, *w.get(1)?))).collect::<Vec<_>>()
    });
    pairs.take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_dots_and_strokes_do_not_matter() {
        assert_eq!(words("Ødegård & Sønner A/S"), ["odegard", "sonner", "as"]);
        assert_eq!(words("L'Oréal S.A."), ["loreal", "sa"]);
        assert_eq!(words("North/South  GmbH"), ["north", "south", "gmbh"]);
        assert_eq!(words("北京科技 有限公司"), ["北京科技", "有限公司"]);
        assert_eq!(words(" -- "), Vec::<String>::new());
    }

    #[test]
    fn a_slip_of_a_letter_leaves_names_alike_and_others_are_not() {
        assert!(likeness("nordlys energi", "nordlys energy") >= 85);
        assert!(likeness("energi nordlys", "nordlys energi") >= 95);
        assert!(likeness("nordlys energi", "fjord foods") < 30);
        assert_eq!((likeness("", ""), likeness("", "a")), (100, 0));
    }
}
