//! Step one: files are chosen and put down.

use super::{ACCEPTED, LIST, at_step, check_href};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{SignedIn, Uploaded};
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use app::imports::{Settings, jobs, queries};
use app::{Ctx, Tx};
use axum::extract::Multipart;
use domain::Refusal;
use domain::policy::{Action, Noun};
use maud::Markup;
use text::t;
use uuid::Uuid;

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, faults: &Faults) -> app::Result<Markup> {
    ctx.may(Action::Import, Noun::Import)?;
    at_step(frame, 1, "import-step-files");
    let lang = frame.lang;
    let none = (String::new(), t(lang, "import-mapping-none").into_owned());
    let saved = queries::mappings(ctx, tx)?.into_iter().map(|m| (m.id.to_string(), m.name));
    let saved: Vec<(String, String)> = std::iter::once(none).chain(saved).collect();
    let form = Form {
        action: LIST.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "import-step-check").into_owned(),
        cancel: Some(LIST.to_owned()),
        files: true,
        errors: faults.beside(&["files", "mapping"]),
        ..Form::default()
    };
    let fields = [
        Field::new("files", t(lang, "import-files-choose"), Kind::File(ACCEPTED))
            .hint(t(lang, "import-files-hint"))
            .error(faults.of("files"))
            .required(),
        Field::new("mapping_id", t(lang, "import-mapping-use"), Kind::Choice(saved)),
        Field::new("mapping", t(lang, "import-mapping-file"), Kind::File(".toml")).error(faults.of("mapping")),
    ];
    Ok(content(true, section(&t(lang, "import-step-files"), None, form::form(lang, &form, &fields))))
}

/// What was sent.
#[derive(Default)]
pub(crate) struct Sent {
    /// Name and content of each file.
    pub files: Vec<(String, Vec<u8>)>,
    /// A mapping file.
    pub toml: Option<String>,
    /// Saved choices.
    pub mapping: Option<Uuid>,
}

/// Reads the parts of a form.
pub(crate) async fn sent(parts: &mut Multipart) -> Result<Sent, Failure> {
    let broken = |fault: axum::extract::multipart::MultipartError| {
        Failure::from(Refusal::new("error-body").with("fault", fault.body_text()))
    };
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(base_name);
        let content = part.bytes().await.map_err(broken)?;
        match (name.as_str(), file) {
            ("mapping", _) if !content.is_empty() => sent.toml = Some(String::from_utf8_lossy(&content).into_owned()),
            ("mapping_id", _) => sent.mapping = String::from_utf8_lossy(&content).parse().ok(),
            ("files" | "file", Some(file)) if !content.is_empty() => sent.files.push((file, content.to_vec())),
            _ => {}
        }
    }
    Ok(sent)
}

/// The name without its folders: some browsers send them.
fn base_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// Settings of what was sent: a mapping file before saved choices before none.
pub(super) fn settings(ctx: &Ctx, tx: &mut Tx<'_>, sent: &Sent) -> app::Result<Settings> {
    match (&sent.toml, sent.mapping) {
        (Some(toml), _) => Settings::from_toml(toml),
        (None, Some(id)) => Settings::from_toml(&queries::mapping_of(ctx, tx, id)?.toml),
        (None, None) => Ok(Settings::default()),
    }
}

/// Puts the files down and goes on to step two.
pub async fn receive(uploaded: Uploaded) -> Answer {
    let Uploaded { signed, mut parts } = uploaded;
    // Before the files are read: who may not bring any in is told so at once.
    signed.read(|ctx, _| ctx.may(Action::Import, Noun::Import).map(|_| ())).await?;
    let sent = sent(&mut parts).await?;
    let put = signed.write(move |ctx, tx| {
        let settings = settings(ctx, tx, &sent)?;
        jobs::put_down(ctx, tx, sent.files, &settings)
    });
    match put.await {
        Ok(set) => signed.done(&check_href(set), None),
        Err(fault) => signed.again(fault, drawn).await,
    }
}
