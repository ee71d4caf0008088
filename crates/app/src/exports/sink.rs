//! Where the files go: a folder, or one archive that holds them.

use super::Fault;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

/// What writes a file.
pub type Fill<'f> = &'f mut dyn FnMut(&mut (dyn Write + Send)) -> Result<(), Fault>;

/// Takes files one after the other.
pub trait Sink {
    /// Makes a file of that name.
    ///
    /// # Errors
    /// What fills it; a file that cannot be written.
    fn file(&mut self, name: &str, fill: Fill<'_>) -> Result<(), Fault>;
}

/// A folder of its own, which others cannot read.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes it; one that holds something already is refused, so that no export is mixed with another.
    ///
    /// # Errors
    /// [`Fault::Exists`]; a place that cannot be written.
    pub fn make(path: &Path) -> Result<Folder, Fault> {
        fs::create_dir_all(path)?;
        if fs::read_dir(path)?.next().is_some() {
            return Err(Fault::Exists(format!("something in {}", path.display())));
        }
        Ok(Folder(path.to_owned()))
    }
}

impl Sink for Folder {
    fn file(&mut self, name: &str, fill: Fill<'_>) -> Result<(), Fault> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut to = BufWriter::with_capacity(1 << 18, options.open(self.0.join(name))?);
        fill(&mut to)?;
        let file: File = to.into_inner().map_err(|error| Fault::Io(error.into_error()))?;
        Ok(file.sync_all()?)
    }
}

/// A compressed archive that is written as it grows.
pub struct Zip<W: Write + Send>(ZipWriter<StreamWriter<W>>);

impl<W: Write + Send> Zip<W> {
    /// Begins it.
    pub fn new(to: W) -> Zip<W> {
        Zip(ZipWriter::new_stream(to))
    }

    /// Ends it; answers what it was written to.
    ///
    /// # Errors
    /// What can be written no further.
    pub fn finish(self) -> Result<W, Fault> {
        Ok(self.0.finish().map_err(std::io::Error::from)?.into_inner())
    }
}

impl<W: Write + Send> Sink for Zip<W> {
    fn file(&mut self, name: &str, fill: Fill<'_>) -> Result<(), Fault> {
        // Sizes are not known before; an archive of more than 4 GiB is still one.
        let options = SimpleFileOptions::default().large_file(true).unix_permissions(0o600);
        self.0.start_file(name, options).map_err(std::io::Error::from)?;
        fill(&mut self.0)
    }
}
