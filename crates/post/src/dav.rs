//! Calendars on a CalDAV server: what is in one, by the mark of each item (ETag), and items read and written.
//!
//! Requests follow no redirects and use no proxy: the address that was judged is the one spoken to. A write says which
//! version it replaces, so that nobody's change is overwritten unseen.

use crate::Trouble;
use crate::http;
use crate::reach::{Login, Reach};
use crate::trouble::said;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node};
use ureq::http::{Method, Request, Response, Uri};
use ureq::{Agent, Body};

/// The largest answer that is read.
const MOST_BYTES: u64 = 32 << 20;
/// Items of a calendar at most.
const MOST_ITEMS: usize = 5_000;

/// A calendar on a server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Collection {
    /// Its address.
    pub url: String,
    /// Its name there.
    pub name: String,
    /// Moves with every change in it; empty where the server gives none.
    pub tag: String,
}

/// An item of a calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its path on the server.
    pub href: String,
    /// Its version.
    pub etag: String,
    /// It, as iCalendar; empty where it was not asked for.
    pub data: String,
}

/// What became of a write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Put {
    /// It stands, with this version where the server says so.
    Done(Option<String>),
    /// Somebody was there first.
    Overtaken,
}

/// A CalDAV server, signed in to.
#[derive(Debug)]
pub struct Dav {
    agent: Agent,
    base: Uri,
    authorization: String,
}

impl Dav {
    /// A server by the address of a calendar, or of a folder of calendars.
    ///
    /// # Errors
    /// An address that is none; a host that may not be reached.
    pub fn new(reach: &Reach, url: &str, login: &Login) -> Result<Dav, Trouble> {
        let wrong = || Trouble::HostUnknown { host: said(url) };
        let base: Uri = url.trim().parse().map_err(|_| wrong())?;
        let server = http::server(&base).ok_or_else(wrong)?;
        let agent = http::agent(reach, &server)?;
        let pair = STANDARD.encode(format!("{}:{}", login.name, login.password));
        Ok(Dav { agent, base, authorization: format!("Basic {pair}") })
    }

    fn ask(
        &self,
        method: &str,
        href: Option<&str>,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Response<Body>, Trouble> {
        let broken = |detail: String| Trouble::Broken { detail: said(&detail) };
        let method = Method::from_bytes(method.as_bytes()).map_err(|e| broken(e.to_string()))?;
        let uri = match href {
            Some(href) => self.at(href)?,
            None => self.base.clone(),
        };
        let mut request = Request::builder().method(method).uri(uri).header("Authorization", &self.authorization);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_owned()).map_err(|e| broken(e.to_string()))?;
        let host = self.base.host().unwrap_or_default().to_owned();
        let port = self.base.port_u16().unwrap_or(443);
        let answer = self.agent.run(request).map_err(|error| http::trouble(error, &host, port))?;
        match answer.status().as_u16() {
            401 | 403 => Err(Trouble::LoginRefused { said: answer.status().to_string() }),
            300..=399 => Err(Trouble::Refused { said: format!("{} {}", answer.status(), location(&answer)) }),
            500..=599 | 429 => Err(Trouble::Later { said: answer.status().to_string() }),
            _ => Ok(answer),
        }
    }

    /// A path on the server. Another server's address is refused, or an item could lead our login away.
    fn at(&self, href: &str) -> Result<Uri, Trouble> {
        let wrong = || Trouble::Broken { detail: said(href) };
        let path = match href.parse::<Uri>().map_err(|_| wrong())? {
            uri if uri.authority().is_none() => href.to_owned(),
            uri if uri.authority() == self.base.authority() => uri.path().to_owned(),
            _ => return Err(wrong()),
        };
        let mut parts = self.base.clone().into_parts();
        parts.path_and_query = Some(path.parse().map_err(|_| wrong())?);
        Uri::from_parts(parts).map_err(|_| wrong())
    }

    /// Calendars at the address: that one, or those in it.
    ///
    /// # Errors
    /// What is in the way.
    pub fn calendars(&self) -> Result<Vec<Collection>, Trouble> {
        let body = "<?xml version=\"1.0\"?><propfind xmlns=\"DAV:\" xmlns:s=\"http://calendarserver.org/ns/\">\
            <prop><resourcetype/><displayname/><s:getctag/></prop></propfind>";
        let mut found = Vec::new();
        for depth in ["0", "1"] {
            let headers = [("Depth", depth), ("Content-Type", "application/xml; charset=utf-8")];
            let answer = read(self.ask("PROPFIND", None, &headers, body)?)?;
            for one in responses(&answer)? {
                if one.is_calendar {
                    let url = self.at(&one.href)?.to_string();
                    found.push(Collection { url, name: one.name, tag: one.tag });
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        Ok(found)
    }

    /// Events of the calendar between two instants (`20260101T000000Z`), with what they hold.
    ///
    /// # Errors
    /// What is in the way.
    pub fn events(&self, from: &str, to: &str) -> Result<Vec<Item>, Trouble> {
        let body = format!(
            "<?xml version=\"1.0\"?><c:calendar-query xmlns=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">\
             <prop><getetag/><c:calendar-data/></prop><c:filter><c:comp-filter name=\"VCALENDAR\">\
             <c:comp-filter name=\"VEVENT\"><c:time-range start=\"{from}\" end=\"{to}\"/></c:comp-filter>\
             </c:comp-filter></c:filter></c:calendar-query>"
        );
        let headers = [("Depth", "1"), ("Content-Type", "application/xml; charset=utf-8")];
        let answer = read(self.ask("REPORT", None, &headers, &body)?)?;
        let items = responses(&answer)?.into_iter().filter(|one| !one.data.is_empty());
        Ok(items.map(|one| Item { href: one.href, etag: one.etag, data: one.data }).take(MOST_ITEMS).collect())
    }

    /// One item; none where it is gone.
    ///
    /// # Errors
    /// What is in the way.
    pub fn item(&self, href: &str) -> Result<Option<Item>, Trouble> {
        let answer = self.ask("GET", Some(href), &[], "")?;
        if matches!(answer.status().as_u16(), 404 | 410) {
            return Ok(None);
        }
        let etag = etag(&answer).unwrap_or_default();
        Ok(Some(Item { href: href.to_owned(), etag, data: read(answer)? }))
    }

    /// Writes an item: a new one where it replaces none.
    ///
    /// # Errors
    /// What is in the way.
    pub fn put(&self, href: &str, replaces: Option<&str>, data: &str) -> Result<Put, Trouble> {
        let condition = replaces.map_or(("If-None-Match", "*"), |etag| ("If-Match", etag));
        let headers = [condition, ("Content-Type", "text/calendar; charset=utf-8")];
        let answer = self.ask("PUT", Some(href), &headers, data)?;
        match answer.status().as_u16() {
            200..=299 => Ok(Put::Done(etag(&answer))),
            404 | 409 | 412 => Ok(Put::Overtaken),
            _ => Err(Trouble::Refused { said: answer.status().to_string() }),
        }
    }

    /// Removes an item, where nobody changed it.
    ///
    /// # Errors
    /// What is in the way.
    pub fn remove(&self, href: &str, etag: &str) -> Result<Put, Trouble> {
        let answer = self.ask("DELETE", Some(href), &[("If-Match", etag)], "")?;
        match answer.status().as_u16() {
            200..=299 | 404 | 410 => Ok(Put::Done(None)),
            409 | 412 => Ok(Put::Overtaken),
            _ => Err(Trouble::Refused { said: answer.status().to_string() }),
        }
    }

    /// The path of an item by its file's name.
    pub fn href_of(&self, name: &str) -> String {
        format!("{}/{name}", self.base.path().trim_end_matches('/'))
    }
}

fn location(answer: &Response<Body>) -> String {
    answer.headers().get("location").and_then(|value| value.to_str().ok()).map(said).unwrap_or_default()
}

fn etag(answer: &Response<Body>) -> Option<String> {
    answer.headers().get("etag").and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn read(mut answer: Response<Body>) -> Result<String, Trouble> {
    if !answer.status().is_success() {
        return Err(Trouble::Refused { said: answer.status().to_string() });
    }
    let text = answer.body_mut().with_config().limit(MOST_BYTES).read_to_string();
    text.map_err(|e| Trouble::Broken { detail: said(&e.to_string()) })
}

/// What a server says of one thing.
#[derive(Default)]
struct Said {
    href: String,
    is_calendar: bool,
    name: String,
    tag: String,
    etag: String,
    data: String,
}

fn responses(xml: &str) -> Result<Vec<Said>, Trouble> {
    let document = Document::parse(xml).map_err(|e| Trouble::Broken { detail: said(&e.to_string()) })?;
    let named = |node: &Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let mut found = Vec::new();
    for response in document.descendants().filter(|node| named(node, "response")) {
        let mut one = Said::default();
        for node in response.descendants() {
            let text = || node.text().unwrap_or_default().trim().to_owned();
            match node.tag_name().name() {
                "href" if one.href.is_empty() => one.href = text(),
                "displayname" => one.name = text(),
                "getctag" => one.tag = text(),
                "getetag" => one.etag = text(),
                "calendar-data" => one.data = node.text().unwrap_or_default().to_owned(),
                "resourcetype" => one.is_calendar = node.children().any(|child| named(&child, "calendar")),
                _ => {}
            }
        }
        found.push(one);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dav() -> Dav {
        let reach = Reach { inner: vec!["127.0.0.1".into()], ..Reach::default() };
        let login = Login { name: "ida".into(), password: "hush".into() };
        Dav::new(&reach, "http://127.0.0.1:5232/ida/work/", &login).expect("an address")
    }

    #[test]
    fn a_login_stays_on_its_server() {
        let dav = dav();
        assert!(dav.at("http://evil.test/ida/work/1.ics").is_err());
        assert_eq!(dav.at("/ida/work/1.ics").expect("a path").to_string(), "http://127.0.0.1:5232/ida/work/1.ics");
        assert_eq!(dav.href_of("1.ics"), "/ida/work/1.ics");
        let login = Login { name: "ida".into(), password: "hush".into() };
        let inner = Dav::new(&Reach::default(), "http://127.0.0.1:5232/", &login);
        assert!(matches!(inner, Err(Trouble::HostInner { .. })), "{inner:?}");
    }

    #[test]
    fn answers_are_read_whatever_their_prefixes() {
        let xml = "<D:multistatus xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\"><D:response><D:href>/a/</D:href>\
            <D:propstat><D:prop><D:resourcetype><D:collection/><C:calendar/></D:resourcetype>\
            <D:getetag>\"1\"</D:getetag></D:prop></D:propstat></D:response></D:multistatus>";
        let found = responses(xml).expect("read");
        assert_eq!((found.len(), found[0].is_calendar, found[0].etag.as_str()), (1, true, "\"1\""));
        assert!(responses("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>").is_err(), "no entities of strangers");
    }
}
