//! The file around a backup's lines: compressed by gzip, then a line with the SHA-256 of every byte before it; the whole of
//! it sealed where a passphrase is given. Damage anywhere is found: by the digest, or by the seal.

use super::Fault;
use super::envelope::{self, Opener, Passphrase, Sealer};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};

/// How the last line begins,
const DIGEST: &[u8] = b"\nsha256:";
/// and how long it is, with its hexadecimal digits and its end.
const TAIL: usize = DIGEST.len() + 64 + 1;
/// How a compressed file begins.
const GZIP: &[u8] = &[0x1f, 0x8b];
/// What is read at once.
const READ: usize = 64 << 10;

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Where a backup is written to.
pub(super) struct Writer<W: Write>(GzEncoder<Digesting<Sheet<W>>>);

/// Sealed or open.
enum Sheet<W: Write> {
    Open(W),
    Sealed(Sealer<W>),
}

struct Digesting<W> {
    to: W,
    digest: Sha256,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(to: W, passphrase: Option<&Passphrase>) -> io::Result<Writer<W>> {
        let sheet = match passphrase {
            None => Sheet::Open(to),
            Some(passphrase) => Sheet::Sealed(Sealer::new(to, passphrase)?),
        };
        let to = Digesting { to: sheet, digest: Sha256::new() };
        Ok(Writer(GzEncoder::new(to, Compression::fast())))
    }

    /// Ends the file; answers what it was written to.
    pub(super) fn finish(self) -> io::Result<W> {
        let Digesting { mut to, digest } = self.0.finish()?;
        to.write_all(DIGEST)?;
        to.write_all(hex(&digest.finalize()).as_bytes())?;
        to.write_all(b"\n")?;
        match to {
            Sheet::Open(to) => Ok(to),
            Sheet::Sealed(sealer) => sealer.finish(),
        }
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.to.write(bytes)?;
        self.digest.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl<W: Write> Write for Sheet<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sheet::Open(to) => to.write(bytes),
            Sheet::Sealed(to) => to.write(bytes),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sheet::Open(to) => to.flush(),
            Sheet::Sealed(to) => to.flush(),
        }
    }
}

/// Where a backup is read from, line by line.
pub(super) struct Reader<'r>(BufReader<GzDecoder<Compressed<'r>>>);

/// What is compressed in a file.
type Compressed<'r> = BufReader<Tailed<Box<dyn Read + 'r>>>;

impl<'r> Reader<'r> {
    /// Opens a file, sealed or not.
    pub(super) fn new(mut from: impl BufRead + 'r, passphrase: Option<&Passphrase>) -> Result<Reader<'r>, Fault> {
        let mut beginning = Vec::with_capacity(envelope::BEGINNING.len());
        from.by_ref().take(envelope::BEGINNING.len() as u64).read_to_end(&mut beginning)?;
        let is_sealed = beginning == envelope::BEGINNING;
        if !is_sealed && !beginning.starts_with(GZIP) {
            return Err(Fault::NoBackup);
        }
        let from = io::Cursor::new(beginning).chain(from);
        let inner: Box<dyn Read + 'r> = match (is_sealed, passphrase) {
            (false, _) => Box::new(from),
            (true, Some(passphrase)) => Box::new(Opener::new(from, passphrase)?),
            (true, None) => return Err(Fault::Sealed),
        };
        Ok(Reader(BufReader::with_capacity(READ, GzDecoder::new(BufReader::with_capacity(READ, Tailed::new(inner))))))
    }

    /// The next line, without its end; none at the end of the compressed part.
    pub(super) fn line(&mut self, line: &mut Vec<u8>) -> Result<bool, Fault> {
        line.clear();
        self.0.read_until(b'\n', line).map_err(damaged)?;
        match line.pop() {
            None => Ok(false),
            Some(b'\n') => Ok(true),
            Some(_) => Err(Fault::Damaged("it ends within a line".to_owned())),
        }
    }

    /// Reads to the end of the file and proves its digest.
    pub(super) fn finish(self) -> Result<(), Fault> {
        let mut rest = self.0.into_inner().into_inner();
        let more = io::copy(&mut rest, &mut io::sink()).map_err(damaged)?;
        if more > 0 {
            return Err(Fault::Damaged("something follows its end".to_owned()));
        }
        rest.into_inner().proved()
    }
}

/// What is wrong with the bytes is the file's fault; everything else the machine's.
fn damaged(error: io::Error) -> Fault {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match error.kind() {
        InvalidData | InvalidInput | UnexpectedEof => Fault::Damaged(error.to_string()),
        _ => Fault::Io(error),
    }
}

/// Reads all but the last line, of which it keeps what it must be.
struct Tailed<R> {
    from: R,
    digest: Sha256,
    held: Vec<u8>,
    at: usize,
    is_over: bool,
}

impl<R: Read> Tailed<R> {
    fn new(from: R) -> Tailed<R> {
        Tailed { from, digest: Sha256::new(), held: Vec::new(), at: 0, is_over: false }
    }

    /// How many bytes may be given: all that are held but the last line.
    fn ready(&self) -> usize {
        (self.held.len() - self.at).saturating_sub(TAIL)
    }

    fn fill(&mut self) -> io::Result<()> {
        self.held.drain(..self.at);
        self.at = 0;
        let count = self.from.by_ref().take(READ as u64).read_to_end(&mut self.held)?;
        self.is_over = count == 0;
        Ok(())
    }

    fn proved(self) -> Result<(), Fault> {
        let told = self.held.get(self.at..).unwrap_or_default();
        let due = [DIGEST, hex(&self.digest.finalize()).as_bytes(), b"\n"].concat();
        if self.is_over && told == due { Ok(()) } else { Err(Fault::Damaged("its digest is another".to_owned())) }
    }
}

impl<R: Read> Read for Tailed<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.ready() == 0 && !self.is_over {
            self.fill()?;
        }
        let count = self.ready().min(to.len());
        let bytes = self.held.get(self.at..self.at + count).unwrap_or_default();
        self.digest.update(bytes);
        to.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        self.at += count;
        Ok(count)
    }
}
