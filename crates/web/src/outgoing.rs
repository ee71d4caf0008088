//! A large answer, made on a thread of its own and sent piece by piece, so that memory does not grow with it.

use app::Error;
use futures_core::Stream;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes of a piece,
const PIECE: usize = 64 << 10;
/// and how many wait for whoever reads them.
const WAITING: usize = 4;

/// The pieces as they come.
pub(crate) struct Outgoing(Receiver<io::Result<Vec<u8>>>);

impl Outgoing {
    /// What `fill` writes: into a file without a name first, then sent from there as fast as it is taken. Who goes away
    /// ends it.
    ///
    /// # Errors
    /// No thread to be had.
    pub(crate) fn filled(
        name: &str,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()> + Send + 'static,
    ) -> Result<Outgoing, Error> {
        let (to, from) = channel(WAITING);
        let work = move || {
            if let Err(error) = spool(fill).and_then(|file| send(file, &to)) {
                tracing::error!(%error, "an answer broke off");
                let _ = to.blocking_send(Err(error));
            }
        };
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(work);
        thread.map(|_| Outgoing(from)).map_err(|error| Error::Internal(error.to_string()))
    }
}

fn spool(fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<File> {
    let mut to = BufWriter::with_capacity(PIECE, tempfile::tempfile()?);
    fill(&mut to)?;
    let mut file = to.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

fn send(mut from: File, to: &Sender<io::Result<Vec<u8>>>) -> io::Result<()> {
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        from.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
        if piece.is_empty() || to.blocking_send(Ok(piece)).is_err() {
            return Ok(());
        }
    }
}

impl Stream for Outgoing {
    type Item = io::Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}
