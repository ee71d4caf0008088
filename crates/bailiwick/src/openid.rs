//! The company's identity provider, from the command line or the environment of whoever runs the server.

use app::users::{OpenId, Provider};

/// Sign-in by OpenID Connect.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Lets people sign in at this OpenID Connect provider, by its address as it calls itself.
    #[arg(long, value_name = "URL", env = "BAILIWICK_OPENID_ISSUER", requires = "openid_client_id")]
    openid_issuer: Option<String>,
    /// What the provider knows this server by. Its secret comes from BAILIWICK_OPENID_CLIENT_SECRET.
    #[arg(long, value_name = "ID", env = "BAILIWICK_OPENID_CLIENT_ID", requires = "openid_issuer")]
    openid_client_id: Option<String>,
    /// What the button calls the provider.
    #[arg(long, value_name = "NAME", env = "BAILIWICK_OPENID_NAME", default_value = "OpenID")]
    openid_name: String,
    /// Takes addresses of which the provider says nothing as verified: for a provider whose addresses the company gives out.
    #[arg(long, env = "BAILIWICK_OPENID_TRUSTS_ADDRESSES")]
    openid_trusts_addresses: bool,
    /// Makes a user of everyone whom the provider lets in with a verified address.
    #[arg(long, env = "BAILIWICK_OPENID_MAKES_USERS")]
    openid_makes_users: bool,
}

/// No option of the command line, where every user of the machine could read it.
const SECRET: &str = "BAILIWICK_OPENID_CLIENT_SECRET";

impl Args {
    /// The provider, where one is named.
    pub fn provider(self) -> Option<OpenId> {
        let (issuer, client_id) = (self.openid_issuer?, self.openid_client_id?);
        let client_secret = std::env::var(SECRET).ok().filter(|secret| !secret.is_empty());
        let provider = Provider { issuer, client_id, client_secret };
        let (trusts_addresses, makes_users) = (self.openid_trusts_addresses, self.openid_makes_users);
        Some(OpenId { provider, name: self.openid_name, trusts_addresses, makes_users })
    }
}
