//! The icons in use, by meaning. Each is a symbol of the sprite that the client's build makes from Lucide;
//! a test holds this list and `client/icons.json` together.

use crate::assets;
use maud::{Markup, html};

macro_rules! icons {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// One drawing of the sprite.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $(#[doc = $name] $variant),* }

        impl Icon {
            /// Every icon.
            pub const ALL: &[Icon] = &[$(Icon::$variant),*];
            /// Its name in Lucide and in the sprite.
            pub fn name(self) -> &'static str {
                match self { $(Icon::$variant => $name),* }
            }
        }
    };
}

icons! {
    Activity = "activity", Down = "arrow-down", Left = "arrow-left", Right = "arrow-right", Up = "arrow-up",
    Bell = "bell", Bookmark = "bookmark", Opportunities = "briefcase", Accounts = "building-2", Day = "calendar",
    Analytics = "chart-column", Done = "check", Unfold = "chevron-down", Back = "chevron-left", Forth = "chevron-right",
    Wrong = "circle-alert", Good = "circle-check", Columns = "columns-3", Contacts = "contact", Download = "download",
    More = "ellipsis", Leads = "funnel", Scorecards = "gauge", Enablement = "graduation-cap", Handoffs = "handshake", History = "history",
    Today = "house", About = "info", Keys = "keyboard", Table = "layout-list", Link = "link", Filter = "list-filter", Lock = "lock",
    SignOut = "log-out", Mail = "mail", Fit = "maximize", Menu = "menu", Note = "message-square", Less = "minus",
    System = "monitor", Dark = "moon", Organisation = "network", Products = "package", Edit = "pencil", Call = "phone",
    Add = "plus", Search = "search", Settings = "settings", Board = "square-kanban", Light = "sun", Target = "target",
    Forecast = "trending-up", Remove = "trash-2", Undo = "undo-2", Upload = "upload", Person = "user",
    Invite = "user-plus", Customers = "users", Operations = "wrench", Close = "x", Closer = "zoom-in", Farther = "zoom-out",
}

/// The icon beside words that say the same; hidden from those who listen.
pub fn icon(icon: Icon) -> Markup {
    drawn(icon, "icon")
}

/// The same at the size of small text.
pub fn small(icon: Icon) -> Markup {
    drawn(icon, "icon small")
}

fn drawn(icon: Icon, class: &str) -> Markup {
    html! {
        svg class=(class) aria-hidden="true" { use href={ (assets::href("icons.svg")) "#" (icon.name()) } {} }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sprite_holds_each_icon_and_no_other() {
        let sprite = assets::ASSETS.iter().find(|a| a.name == "icons.svg").unwrap();
        let sprite = std::str::from_utf8(sprite.plain).unwrap();
        for icon in Icon::ALL {
            assert!(sprite.contains(&format!("id=\"{}\"", icon.name())), "{} is not in icons.json", icon.name());
        }
        assert_eq!(sprite.matches("<symbol").count(), Icon::ALL.len(), "icons.json names icons that nothing uses");
    }
}
