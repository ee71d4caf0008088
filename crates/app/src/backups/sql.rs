//! Statements of backups.

use crate::Result;
use db::Tx;
use domain::kernel::id::UserId;

const KEEPERS: &str = "select id from users where is_active = $1
 and (' ' || grants || ' ' like '% owner %' or ' ' || grants || ' ' like '% administrator %') order by id";

/// Users who may see the settings.
pub(super) fn keepers(tx: &mut Tx<'_>) -> Result<Vec<UserId>> {
    Ok(tx.all(KEEPERS, &[true.into()], |row| row.id())?)
}
