//! `bailiwick field`: a company's own fields.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::custom_fields::{commands, queries};
use clap::{Args, Subcommand};
use domain::Refusal;
use domain::custom_fields::{CustomField, FieldChoice, FieldKind};
use domain::kernel::id::CustomFieldId;
use domain::policy::Noun;
use std::process::ExitCode;

/// Fields of a company's own. Example: `bailiwick field add account "Contract type" --kind choice --choice Framework --choice "Per order"`
#[derive(Args, Debug)]
pub struct Field {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Every field, by kind of record.
    List {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Defines a field and prints its id and key.
    Add {
        /// account, contact, lead, opportunity, product or activity.
        noun: String,
        /// What people call it.
        label: String,
        /// text, number, money, date, choice, multi_choice, person, record, yes_no or link.
        #[arg(long, default_value = "text")]
        kind: String,
        /// Its name in filters, columns, files and JSON; made from the label where it is left out.
        #[arg(long, default_value = "")]
        key: String,
        /// A word to choose; may be given several times.
        #[arg(long = "choice")]
        choices: Vec<String>,
        /// The kind of record that it names.
        #[arg(long)]
        target: Option<String>,
        /// Decimals of its numbers.
        #[arg(long, default_value_t = 0)]
        decimals: u8,
        /// A new record must have a value.
        #[arg(long)]
        required: bool,
        /// Its values are for those alone who may see sensitive fields.
        #[arg(long)]
        sensitive: bool,
        /// What is to be entered, said below it.
        #[arg(long)]
        hint: Option<String>,
    },
    /// Gives a field another name.
    Rename {
        /// Its id.
        id: CustomFieldId,
        /// What people call it from now on.
        label: String,
    },
    /// Keeps the values of a field to those who may see sensitive fields.
    Mask {
        /// Its id.
        id: CustomFieldId,
    },
    /// Shows the values of a field to whoever sees the record.
    Unmask {
        /// Its id.
        id: CustomFieldId,
    },
    /// Shows a field and asks for it no more; what it holds stays.
    Retire {
        /// Its id.
        id: CustomFieldId,
    },
    /// Takes a retired field up again, with what it held.
    Resume {
        /// Its id.
        id: CustomFieldId,
    },
}

impl Field {
    /// Runs it.
    ///
    /// # Errors
    /// What the rules of fields refuse.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let changed = |id, change: &dyn Fn(&mut CustomField)| {
            house.write(Who::Console, |ctx, tx| commands::change(ctx, tx, id, None, |field| change(field)))
        };
        let field = match self.what {
            What::List { json } => {
                let all = house.read(Who::Console, |ctx, tx| Ok(queries::all(ctx, tx)?.all().to_vec()))?;
                match json {
                    true => output::json(&all)?,
                    false => output::table(
                        &["id", "on", "key", "kind", "label", "retired"],
                        &all.iter().map(|field| row(field)).collect::<Vec<_>>(),
                    )?,
                }
                return Ok(ExitCode::SUCCESS);
            }
            What::Add { noun, label, kind, key, choices, target, decimals, required, sensitive, hint } => {
                let (noun, kind) = (known(&noun)?, kind_of(&kind)?);
                let new = CustomField {
                    key,
                    help: hint,
                    choices: choices.iter().map(|label| FieldChoice::new(label)).collect(),
                    target: target.as_deref().map(known).transpose()?,
                    decimals,
                    is_required: required,
                    is_sensitive: sensitive,
                    ..CustomField::new(noun, kind, &label)
                };
                house.write(Who::Console, |ctx, tx| commands::define(ctx, tx, new))?
            }
            What::Rename { id, label } => changed(id, &|field| field.label.clone_from(&label))?,
            What::Mask { id } => changed(id, &|field| field.is_sensitive = true)?,
            What::Unmask { id } => changed(id, &|field| field.is_sensitive = false)?,
            What::Retire { id } => changed(id, &|field| field.is_retired = true)?,
            What::Resume { id } => changed(id, &|field| field.is_retired = false)?,
        };
        output::text(&row(&field).join("  "))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn known(noun: &str) -> app::Result<Noun> {
    let wrong = || Refusal::new("refusal-value-wrong").at("noun").with("value", noun);
    Ok(Noun::from_key(noun).ok_or_else(wrong)?)
}

fn kind_of(kind: &str) -> app::Result<FieldKind> {
    let wrong = || Refusal::new("refusal-value-wrong").at("kind").with("value", kind);
    Ok(FieldKind::from_key(kind).ok_or_else(wrong)?)
}

fn row(field: &CustomField) -> Vec<String> {
    let retired = if field.is_retired { "retired" } else { "" };
    vec![
        field.id.to_string(),
        field.noun.key().to_owned(),
        field.key.clone(),
        field.kind.key().to_owned(),
        field.label.clone(),
        retired.to_owned(),
    ]
}
