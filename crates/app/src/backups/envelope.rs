//! A sealed file, in the form of <https://age-encryption.org/v1> with a passphrase: what the product seals, the tools of age
//! open, and the other way round. Who has lost the product still has their backups.
//!
//! A random key seals the content in pieces of 64 KiB, each with its number and whether it is the last; the passphrase seals
//! that key. So no piece can be changed, moved, left out or added.

use super::Fault;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;

/// How a sealed file begins.
pub(super) const BEGINNING: &[u8] = b"age-encryption.org/v1\n";
/// What the passphrase's salt is prefixed with.
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// Content of a piece, in bytes,
const PIECE: usize = 64 << 10;
/// and what proves it.
const TAG: usize = 16;
/// Bytes of the file's key and of its numbers used once.
const SHORT: usize = 16;
/// How much work a guess of the passphrase costs: 2^17 rounds, 128 MiB; tests guess often.
const WORK: u8 = if cfg!(test) { 8 } else { 17 };
/// More than this is not waited for: a file that asks for more was made to keep us busy.
const MOST_WORK: u8 = 20;
/// A line of the head is short.
const LINE: u64 = 1024;

/// What seals and opens.
#[derive(Clone)]
pub struct Passphrase(String);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

impl Passphrase {
    /// From the text of a file or of a prompt: blanks and line ends around it do not count. None where nothing is left.
    pub fn new(text: &str) -> Option<Passphrase> {
        let text = text.trim();
        (!text.is_empty()).then(|| Passphrase(text.to_owned()))
    }

    /// From a file.
    ///
    /// # Errors
    /// A file that cannot be read, or holds nothing.
    pub fn of_file(path: &Path) -> Result<Passphrase, Fault> {
        let named = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", path.display()));
        let text = std::fs::read_to_string(path).map_err(named)?;
        Passphrase::new(&text).ok_or_else(|| Fault::Locked(format!("{} holds no passphrase", path.display())))
    }

    /// The key that this makes of a salt.
    fn key(&self, salt: &[u8], work: u8) -> io::Result<ChaCha20Poly1305> {
        let params = scrypt::Params::new(work, 8, 1).map_err(io::Error::other)?;
        let mut key = [0; 32];
        let salt = [LABEL, salt].concat();
        scrypt::scrypt(self.0.as_bytes(), &salt, &params, &mut key).map_err(io::Error::other)?;
        Ok(ChaCha20Poly1305::new(&Key::from(key)))
    }
}

fn derived(secret: &[u8], salt: &[u8], label: &[u8]) -> io::Result<[u8; 32]> {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), secret).expand(label, &mut key).map_err(io::Error::other)?;
    Ok(key)
}

/// Proves the head: nothing of it can be changed without the file's key.
fn proof(secret: &[u8], head: &[u8]) -> io::Result<Hmac<Sha256>> {
    let key = derived(secret, &[], b"header")?;
    let mut proof = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key).map_err(io::Error::other)?;
    proof.update(head);
    Ok(proof)
}

/// The number of a piece: eleven bytes that count, one that says whether it is the last.
#[derive(Default)]
struct Number(u64);

impl Number {
    fn next(&mut self, is_last: bool) -> Nonce {
        let mut bytes = [0; 12];
        for (to, from) in bytes.iter_mut().skip(3).zip(self.0.to_be_bytes()) {
            *to = from;
        }
        bytes[11] = u8::from(is_last);
        self.0 += 1;
        Nonce::from(bytes)
    }
}

/// Writes a sealed file.
pub(super) struct Sealer<W: Write> {
    to: W,
    cipher: ChaCha20Poly1305,
    number: Number,
    held: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Writes the head.
    pub(super) fn new(mut to: W, passphrase: &Passphrase) -> io::Result<Sealer<W>> {
        let (secret, salt, nonce): ([u8; SHORT], [u8; SHORT], [u8; SHORT]) =
            (rand::random(), rand::random(), rand::random());
        let sealed = passphrase.key(&salt, WORK)?.encrypt(&Nonce::from([0; 12]), &secret[..]);
        let sealed = sealed.map_err(io::Error::other)?;
        let mut head = BEGINNING.to_vec();
        let (salt, sealed) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(sealed));
        write!(head, "-> scrypt {salt} {WORK}\n{sealed}\n---")?;
        let proof = proof(&secret, &head)?.finalize().into_bytes();
        writeln!(head, " {}", STANDARD_NO_PAD.encode(proof))?;
        to.write_all(&head)?;
        to.write_all(&nonce)?;
        let cipher = ChaCha20Poly1305::new(&Key::from(derived(&secret, &nonce, b"payload")?));
        Ok(Sealer { to, cipher, number: Number::default(), held: Vec::with_capacity(PIECE) })
    }

    fn piece(&mut self, is_last: bool) -> io::Result<()> {
        let sealed = self.cipher.encrypt(&self.number.next(is_last), &self.held[..]).map_err(io::Error::other)?;
        self.held.clear();
        self.to.write_all(&sealed)
    }

    /// Writes what is held as the last piece.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.piece(true)?;
        Ok(self.to)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.len() == PIECE {
            self.piece(false)?;
        }
        let (now, _) = bytes.split_at(bytes.len().min(PIECE - self.held.len()));
        self.held.extend_from_slice(now);
        Ok(now.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why a sealed file does not open.
#[derive(Debug, thiserror::Error)]
pub(super) enum Locked {
    /// The passphrase is another.
    #[error("the passphrase is not the one it was sealed with")]
    Wrong,
    /// It was sealed for something other than a passphrase.
    #[error("it is sealed, and not by a passphrase")]
    Other,
    /// It was changed or cut off.
    #[error("it was changed or cut off")]
    Broken,
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads a sealed file.
pub(super) struct Opener<R: BufRead> {
    from: R,
    cipher: ChaCha20Poly1305,
    number: Number,
    piece: Vec<u8>,
    at: usize,
    is_over: bool,
}

impl<R: BufRead> Opener<R> {
    /// Reads the head.
    pub(super) fn new(mut from: R, passphrase: &Passphrase) -> Result<Opener<R>, Locked> {
        let beginning = line(&mut from)?;
        let stanza = line(&mut from)?;
        let body = line(&mut from)?;
        let end = line(&mut from)?;
        if [&beginning[..], b"\n"].concat() != BEGINNING {
            return Err(Locked::Broken);
        }
        let words: Vec<&[u8]> = stanza.split(|b| *b == b' ').collect();
        let [b"->", b"scrypt", salt, work] = words[..] else { return Err(Locked::Other) };
        let salt: [u8; SHORT] = unpacked(salt)?;
        let work = work_of(work)?;
        let sealed: [u8; SHORT + TAG] = unpacked(&body)?;
        let told: [u8; 32] = unpacked(end.strip_prefix(b"--- ").ok_or(Locked::Broken)?)?;
        let secret = passphrase.key(&salt, work)?.decrypt(&Nonce::from([0; 12]), &sealed[..]);
        let secret = secret.map_err(|_| Locked::Wrong)?;
        let head = [BEGINNING, &stanza, b"\n", &body, b"\n---"].concat();
        proof(&secret, &head)?.verify_slice(&told).map_err(|_| Locked::Broken)?;
        let mut nonce = [0; SHORT];
        from.read_exact(&mut nonce).map_err(|_| Locked::Broken)?;
        let cipher = ChaCha20Poly1305::new(&Key::from(derived(&secret, &nonce, b"payload")?));
        Ok(Opener { from, cipher, number: Number::default(), piece: Vec::new(), at: 0, is_over: false })
    }

    fn next_piece(&mut self) -> io::Result<()> {
        let mut sealed = Vec::with_capacity(PIECE + TAG);
        self.from.by_ref().take((PIECE + TAG) as u64).read_to_end(&mut sealed)?;
        self.is_over = self.from.fill_buf()?.is_empty();
        let is_first = self.number.0 == 0;
        let opened = self.cipher.decrypt(&self.number.next(self.is_over), &sealed[..]);
        self.piece = opened.map_err(|_| broken())?;
        self.at = 0;
        // Only a file without any content ends with an empty piece.
        if self.piece.is_empty() && !is_first { Err(broken()) } else { Ok(()) }
    }
}

impl<R: BufRead> Read for Opener<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() && !self.is_over {
            self.next_piece()?;
        }
        let mut rest = self.piece.get(self.at..).unwrap_or_default();
        let count = rest.read(to)?;
        self.at += count;
        Ok(count)
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Locked::Broken)
}

/// A line of the head, without its end.
fn line(from: &mut impl BufRead) -> Result<Vec<u8>, Locked> {
    let mut line = Vec::new();
    from.take(LINE).read_until(b'\n', &mut line)?;
    if line.pop() == Some(b'\n') { Ok(line) } else { Err(Locked::Broken) }
}

fn unpacked<const N: usize>(text: &[u8]) -> Result<[u8; N], Locked> {
    let bytes = STANDARD_NO_PAD.decode(text).map_err(|_| Locked::Broken)?;
    bytes.try_into().map_err(|_| Locked::Broken)
}

/// The work of a guess: digits that begin with no naught.
fn work_of(text: &[u8]) -> Result<u8, Locked> {
    let text = std::str::from_utf8(text).map_err(|_| Locked::Broken)?;
    let is_plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    let work: u8 = text.parse().ok().filter(|_| is_plain).ok_or(Locked::Broken)?;
    if work <= MOST_WORK { Ok(work) } else { Err(Locked::Broken) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(content: &[u8], passphrase: &str) -> Vec<u8> {
        let mut sealer = Sealer::new(Vec::new(), &Passphrase::new(passphrase).expect("one")).expect("a head");
        sealer.write_all(content).expect("content");
        sealer.finish().expect("the last piece")
    }

    fn opened(file: &[u8], passphrase: &str) -> Result<Vec<u8>, Locked> {
        let mut opener = Opener::new(file, &Passphrase::new(passphrase).expect("one"))?;
        let mut content = Vec::new();
        opener.read_to_end(&mut content)?;
        Ok(content)
    }

    #[test]
    fn what_is_sealed_opens_by_its_passphrase_alone() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE] {
            let content: Vec<u8> = (0..length).map(|n| u8::try_from(n % 251).expect("small")).collect();
            let file = sealed(&content, " correct horse\n");
            assert_eq!(opened(&file, "correct horse").expect("it opens"), content, "{length} bytes");
            if length == 1 {
                assert!(matches!(opened(&file, "another"), Err(Locked::Wrong)));
            }
        }
    }

    /// Sealed by age-encryption 0.3.1, of the authors of the form.
    const OF_ANOTHER_TOOL: &str = concat!(
        "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBZNVNUWnUvZEx1VXYrUDlpQS9kd1FnIDgKb0liemF0OTBjWVFWcEQyTEU4aUNJcldvWkErTW43NEJLc1Vp",
        "QlRDSXR6ZwotLS0gMDNybDc0aGJmOTlqVDJKbENZMkJuYUtxUkU1ODU0dXFpWHBCTy9TbXM3awpZccLfRP6CDKQuRObFHD6bZXV2bfiFDTp/lOiWZU/JQPyFcL7+vVxbcSV+nNdGy+65",
    );

    #[test]
    fn what_another_tool_sealed_opens() {
        let file = base64::engine::general_purpose::STANDARD.decode(OF_ANOTHER_TOOL).expect("base64");
        assert_eq!(opened(&file, "correct horse battery staple").expect("it opens"), b"open to all tools");
        assert!(matches!(opened(&file, "another"), Err(Locked::Wrong)));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, ..Default::default() })]
        #[test]
        fn no_byte_can_be_changed_and_no_end_cut_off(at in 0..300_usize, by in 1..=255_u8, is_cut: bool) {
            let file = sealed(b"a company, whole and sound", "correct horse");
            let at = at % file.len();
            let mut broken = file.clone();
            if is_cut { broken.truncate(at) } else { broken[at] ^= by }
            proptest::prop_assert!(opened(&broken, "correct horse").is_err(), "at {}", at);
        }
    }

    #[test]
    fn pieces_cannot_be_left_out_moved_or_added() {
        let file = sealed(&vec![7; 3 * PIECE], "correct horse");
        let pieces = file.len() - 3 * (PIECE + TAG);
        let of = |n: usize| &file[pieces + n * (PIECE + TAG)..pieces + (n + 1) * (PIECE + TAG)];
        let head = &file[..pieces];
        let made: [Vec<&[u8]>; 5] = [
            vec![head, of(0), of(1)],
            vec![head, of(1), of(0), of(2)],
            vec![head, of(0), of(1), of(2), of(2)],
            vec![head, of(2)],
            vec![head],
        ];
        for parts in made {
            assert!(opened(&parts.concat(), "correct horse").is_err());
        }
    }
}
