//! `bailiwick user` and `bailiwick token`: who signs in, and tokens for integrations.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::users::{self, Invitation, NewToken, User as Account};
use domain::policy::Grant;
use domain::{Day, kernel::id::UserId};
use std::process::ExitCode;

/// Users. Example: `bailiwick user invite --email kari@example.com --name "Kari Nord" --person "Kari Nord"`
#[derive(clap::Args, Debug)]
pub struct User {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Who there is.
    List,
    /// Makes a user and prints the link that sets their password.
    Invite {
        /// Address they sign in with.
        #[arg(long)]
        email: String,
        /// Their name.
        #[arg(long)]
        name: String,
        /// The person they are: external id, e-mail or name.
        #[arg(long)]
        person: Option<String>,
        /// owner, administrator, operations, finance, sensitive; may be given several times.
        #[arg(long = "grant", value_parser = grant)]
        grants: Vec<Grant>,
    },
    /// Prints a link that sets a new password.
    Reset {
        /// Address they sign in with.
        #[arg(long)]
        email: String,
    },
    /// Links a user to the person they are.
    Link {
        /// Address they sign in with.
        #[arg(long)]
        email: String,
        /// External id, e-mail or name.
        #[arg(long)]
        person: String,
    },
    /// Ends the second factor of a user who has lost theirs.
    ResetTwoFactor {
        /// Address they sign in with.
        #[arg(long)]
        email: String,
    },
    /// Wants two-factor sign-in of everyone, or of nobody any more.
    TwoFactor {
        /// Of everyone.
        #[arg(long, conflicts_with = "optional", required_unless_present = "optional")]
        required: bool,
        /// Of nobody.
        #[arg(long)]
        optional: bool,
    },
    /// Signs a user out on every device.
    SignOut {
        /// Address they sign in with.
        #[arg(long)]
        email: String,
    },
    /// Lets a person go: their assignments end, they sign in no more, and their open work moves.
    Leave(crate::departure::Leave),
    /// Disables a user: they are signed out everywhere.
    Disable {
        /// Address they sign in with.
        #[arg(long)]
        email: String,
    },
}

fn grant(text: &str) -> Result<Grant, String> {
    Grant::from_key(text).ok_or_else(|| "there are owner, administrator, operations, finance, sensitive".to_owned())
}

impl User {
    /// Runs it.
    ///
    /// # Errors
    /// A user or person that is not known; what is wrong with the input.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        if let What::Leave(leave) = &self.what {
            return leave.run(&house);
        }
        let lines = house.write(Who::Console, |ctx, tx| -> app::Result<Vec<String>> {
            match &self.what {
                What::List => Ok(users::list(ctx, tx)?.iter().map(line).collect()),
                What::Invite { email, name, person, grants } => {
                    let person = person.as_deref().map(|p| found(ctx, p)).transpose()?;
                    let invitation =
                        Invitation { email: email.clone(), name: name.clone(), person, grants: grants.clone() };
                    let (_, link) = users::invite(ctx, tx, &invitation)?;
                    Ok(vec![format!("Hand over this link, good once: /link/{}", link.token)])
                }
                What::Reset { email } => {
                    let user = named(&users::list(ctx, tx)?, email)?;
                    let link = users::reset(ctx, tx, user)?;
                    Ok(vec![format!("Hand over this link, good once: /link/{}", link.token)])
                }
                What::Link { email, person } => {
                    let user = named(&users::list(ctx, tx)?, email)?;
                    users::link_person(ctx, tx, user, Some(found(ctx, person)?))?;
                    Ok(vec![format!("{email} is {person}")])
                }
                What::ResetTwoFactor { email } => {
                    let user = named(&users::list(ctx, tx)?, email)?;
                    users::reset_second_factor(ctx, tx, user)?;
                    Ok(vec![format!("{email} signs in by password alone")])
                }
                What::TwoFactor { required, .. } => {
                    users::require_second_factor(ctx, tx, *required)?;
                    Ok(vec![(if *required { "two factors for everyone" } else { "two factors by choice" }).to_owned()])
                }
                What::SignOut { email } => {
                    let user = named(&users::list(ctx, tx)?, email)?;
                    users::end_sessions_of(ctx, tx, user)?;
                    Ok(vec![format!("{email} is signed out everywhere")])
                }
                What::Leave(_) => Ok(Vec::new()),
                What::Disable { email } => {
                    let user = named(&users::list(ctx, tx)?, email)?;
                    users::set_active(ctx, tx, user, false)?;
                    Ok(vec![format!("{email} is disabled")])
                }
            }
        })?;
        lines.iter().try_for_each(|line| output::text(line))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn line(user: &Account) -> String {
    let grants: Vec<&str> = user.grants.iter().map(|g| g.key()).collect();
    format!("{}  {}  {:?}  {}", user.email, user.name, user.state, grants.join(" "))
}

fn named(all: &[Account], email: &str) -> app::Result<UserId> {
    let email = email.to_lowercase();
    all.iter().find(|u| u.email == email).map(|u| u.id).ok_or(app::Error::NotFound)
}

pub(crate) fn found(ctx: &app::Ctx, text: &str) -> app::Result<domain::kernel::id::PersonId> {
    let by_name = || ctx.history.people_by_name(text).first().copied();
    let found = ctx.history.person_by_external(text).or_else(|| ctx.history.person_by_email(text)).or_else(by_name);
    found.ok_or(app::Error::NotFound)
}

/// Tokens for integrations. Example: `bailiwick token --email ops@example.com --name sync --expires-on 2027-01-01 --write`
#[derive(clap::Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Token {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    new: Option<New>,
    #[command(subcommand)]
    what: Option<Kept>,
}

#[derive(clap::Subcommand, Debug)]
enum Kept {
    /// Tokens of a user: what each is for, what it may, until when, and when it was last used.
    List {
        /// Whose.
        #[arg(long)]
        email: String,
    },
    /// Ends a token at once.
    Revoke {
        /// Its id, as `list` says.
        id: uuid::Uuid,
    },
}

/// A token to be made.
#[derive(clap::Args, Debug)]
struct New {
    /// The user on whose behalf it acts.
    #[arg(long)]
    email: String,
    /// What it is for.
    #[arg(long)]
    name: String,
    /// The first day it is good for nothing.
    #[arg(long)]
    expires_on: Day,
    /// It may change things; without, it only reads.
    #[arg(long)]
    write: bool,
}

impl Token {
    /// Runs it: a new token is printed once and never again.
    ///
    /// # Errors
    /// A user or token that is not known.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let lines = house.write(Who::Console, |ctx, tx| match (&self.what, &self.new) {
            (Some(Kept::List { email }), _) => {
                let user = named(&users::list(ctx, tx)?, email)?;
                Ok(users::tokens(ctx, tx, user)?.iter().map(|token| told(ctx, token)).collect())
            }
            (Some(Kept::Revoke { id }), _) => {
                users::revoke_token(ctx, tx, *id)?;
                Ok(vec![format!("{id} is good for nothing any more")])
            }
            (None, Some(new)) => {
                let user = named(&users::list(ctx, tx)?, &new.email)?;
                let new = NewToken { name: new.name.clone(), writes: new.write, expires_on: new.expires_on };
                Ok(vec![users::create_token(ctx, tx, user, &new)?.text])
            }
            (None, None) => Err(app::Error::NotFound),
        })?;
        lines.iter().try_for_each(|line| output::text(line))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn told(ctx: &app::Ctx, token: &users::ApiToken) -> String {
    let scopes = if token.writes { "read write" } else { "read" };
    let day = |at: domain::Instant| ctx.company.day_of(at).to_string();
    let used = token.used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {}", day(at)));
    format!("{}  {}  {scopes}  until {}  {used}", token.id, token.name, day(token.expires_at))
}
