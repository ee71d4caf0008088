//! Mail, calendars, webhooks and identity providers of other servers, as far as they need no database: connections (SMTP,
//! IMAP, CalDAV, HTTP, OpenID Connect), messages read and written.
//!
//! Apart because it alone speaks to the world outside, and because TLS is heavy to build. Everything blocks, waits for
//! bounded times, and answers a [`Trouble`] that can be told to whoever typed the address. Passwords come in by
//! [`Login`], which prints nothing of them. A host is reached only where [`Reach`] lets it be.

mod compose;
mod dav;
mod http;
mod mailbox;
mod message;
mod openid;
mod reach;
mod smtp;
mod trouble;
mod webhook;

pub use compose::{Draft, Mailbox, is_address, message_id, written};
pub use dav::{Collection, Dav, Item, Put};
pub use mailbox::{Envelope, Folder, Folders, Inbox, Standing};
pub use message::{Attachment, Message, headers, read};
pub use openid::{Identity, Proofs, Provider, door, identity};
pub use reach::{Login, Reach, Security, Server};
pub use smtp::{Delivery, Fate, deliver, greet};
pub use trouble::Trouble;
pub use webhook::{Answered, Hook};
