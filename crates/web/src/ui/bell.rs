//! The bell in the head of every page: how much its reader was told and has not read.

use super::icon::{Icon, icon};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// Where it leads.
pub const HREF: &str = "/notifications";
/// More than this is not counted on the bell.
const MOST: i64 = 99;

/// The bell. The client counts anew by what `words` says.
pub fn bell(lang: Lang, unread: i64) -> Markup {
    let (count, label) = words(lang, unread);
    html! {
        a class="button plain bell" href=(HREF) data-bell aria-label=(label) {
            (icon(Icon::Bell))
            span class="tally" aria-hidden="true" hidden[count.is_empty()] { (count) }
        }
    }
}

/// What stands on it, nothing where nothing is unread, and what it is called.
pub fn words(lang: Lang, unread: i64) -> (String, String) {
    let count = match unread {
        0 => String::new(),
        1..=MOST => text::fmt::number(lang, unread),
        _ => format!("{}+", text::fmt::number(lang, MOST)),
    };
    let label = match unread {
        0 => t(lang, "notification-title").into_owned(),
        _ => tr(lang, "notification-unread", &[("count", unread.into())]),
    };
    (count, label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bell_counts_to_ninety_nine_and_is_silent_at_none() {
        let count = |unread| words(Lang::En, unread).0;
        assert_eq!([0, 1, 99, 100].map(count), ["", "1", "99", "99+"]);
        let page = bell(Lang::En, 3).into_string();
        assert!(page.contains("href=\"/notifications\"") && page.contains(">3<"), "{page}");
        assert!(bell(Lang::En, 0).into_string().contains(" hidden"));
    }
}
