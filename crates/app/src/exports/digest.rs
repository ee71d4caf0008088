//! The digest of what is written.

use crate::backups::hex;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Proves what passes through.
pub(super) struct Digesting<W: Write> {
    to: W,
    digest: Sha256,
}

impl<W: Write> Digesting<W> {
    pub(super) fn new(to: W) -> Self {
        Digesting { to, digest: Sha256::new() }
    }

    /// The digest of all that passed, in hexadecimal digits.
    pub(super) fn digest(self) -> String {
        hex(&self.digest.finalize())
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
