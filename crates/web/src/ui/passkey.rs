//! What asks the device for a passkey, inside the form that its answer goes with.

use app::users::Ceremony;
use maud::{Markup, html};
use text::{Lang, t};

/// Asks at once, and again by a button; `is_new` where the device is to make one.
pub fn ask(lang: Lang, is_new: bool, ceremony: &Ceremony) -> Markup {
    html! {
        input type="hidden" name="token" value=(ceremony.token);
        pass-key class="stack" data-asks=(if is_new { "create" } else { "get" }) data-options=(ceremony.options) {
            input type="hidden" name="answer";
            p role="status" { (t(lang, "passkey-waiting")) }
            p class="errors" role="alert" hidden { (t(lang, "passkey-failed")) }
            div class="buttons" { button type="button" class="button primary" { (t(lang, "passkey-ask")) } }
        }
    }
}
