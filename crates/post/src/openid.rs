//! Sign-in at an identity provider by OpenID Connect: the authorisation code flow with PKCE, state and nonce.
//!
//! The provider says where its doors and keys are (discovery), anew at each sign-in, so that keys it changes count at once.
//! An identity is answered only from an ID token whose signature, issuer, audience, age and nonce hold. The host of the
//! provider is named by whoever runs the product, so it may stand in an inner network; other hosts it names are judged.

use crate::http;
use crate::reach::Reach;
use crate::trouble::{Trouble, said};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm as Signed, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use ureq::http::{Request, Uri};

/// How an ID token may be signed: by a key pair of the provider's, whatever else it says it can. Never unsigned, and not by a
/// secret that both sides know.
const SIGNED: [Signed; 9] = [
    Signed::RsaSsaPkcs1V15Sha256,
    Signed::RsaSsaPkcs1V15Sha384,
    Signed::RsaSsaPkcs1V15Sha512,
    Signed::RsaSsaPssSha256,
    Signed::RsaSsaPssSha384,
    Signed::RsaSsaPssSha512,
    Signed::EcdsaP256Sha256,
    Signed::EcdsaP384Sha384,
    Signed::EdDsa,
];

/// The largest answer that is read.
const MOST_BYTES: u64 = 1 << 20;

/// An identity provider, and who we are to it.
#[derive(Clone)]
pub struct Provider {
    /// Its address, as it calls itself.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// And our secret; none for a public client.
    pub client_secret: Option<String>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// What ties an answer to the browser that asked: each 256 random bits, safe in addresses.
#[derive(Clone)]
pub struct Proofs {
    /// Sent along and brought back.
    pub state: String,
    /// Stands in the ID token.
    pub nonce: String,
    /// Of PKCE: the provider learns its hash first, and it at last.
    pub verifier: String,
}

/// Who someone is, as the provider says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Whom it knows by this, for ever.
    pub subject: String,
    /// Their address.
    pub email: Option<String>,
    /// Whether the provider has made sure of the address; none where it says nothing of it.
    pub is_verified: Option<bool>,
    /// Their name.
    pub name: Option<String>,
    /// Whether the provider says that it asked for more than one factor; silence is taken for one.
    pub has_second: bool,
}

/// An error that the flow hands through.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Passed(Trouble);

/// Asks servers of the provider.
fn ask(reach: &Reach, request: HttpRequest) -> Result<HttpResponse, Passed> {
    let broken = |detail: String| Passed(Trouble::Broken { detail: said(&detail) });
    let (parts, body) = request.into_parts();
    let uri: Uri = parts.uri.to_string().parse().map_err(|_| broken(parts.uri.to_string()))?;
    let server = http::server(&uri).ok_or_else(|| broken(uri.to_string()))?;
    let agent = http::agent(reach, &server).map_err(Passed)?;
    let mut asked = Request::builder().method(parts.method.as_str()).uri(uri);
    for (name, value) in &parts.headers {
        asked = asked.header(name.as_str(), value.as_bytes());
    }
    let asked = asked.body(body).map_err(|e| broken(e.to_string()))?;
    let mut answer = agent.run(asked).map_err(|error| Passed(http::trouble(error, &server.host, server.port)))?;
    let bytes = answer.body_mut().with_config().limit(MOST_BYTES).read_to_vec().map_err(|e| broken(e.to_string()))?;
    let mut response = openidconnect::http::Response::builder().status(answer.status().as_u16());
    for (name, value) in answer.headers() {
        response = response.header(name.as_str(), value.as_bytes());
    }
    response.body(bytes).map_err(|e| broken(e.to_string()))
}

/// Hosts that may be reached for this: the provider's own besides.
fn opened(reach: &Reach, provider: &Provider) -> Reach {
    let mut reach = reach.clone();
    let own = provider.issuer.parse::<Uri>().ok().and_then(|uri| http::server(&uri));
    reach.inner.extend(own.map(|server| server.host.to_lowercase()));
    reach
}

/// The trouble behind an error of the flow.
fn trouble<E: std::error::Error + 'static>(error: &E) -> Trouble {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut words = Vec::new();
    while let Some(one) = cause {
        if let Some(Passed(trouble)) = one.downcast_ref::<Passed>() {
            return trouble.clone();
        }
        words.push(one.to_string());
        cause = one.source();
    }
    Trouble::Refused { said: said(&words.join(": ")) }
}

fn address(text: &str) -> Trouble {
    Trouble::Address { address: said(text) }
}

fn discovered(reach: &Reach, provider: &Provider) -> Result<CoreProviderMetadata, Trouble> {
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|_| address(&provider.issuer))?;
    CoreProviderMetadata::discover(&issuer, &|request| ask(reach, request)).map_err(|error| trouble(&error))
}

/// The address that the browser is sent to.
///
/// # Errors
/// A provider that does not answer, or is none.
pub fn door(reach: &Reach, provider: &Provider, redirect: &str, proofs: &Proofs) -> Result<String, Trouble> {
    let reach = opened(reach, provider);
    let metadata = discovered(&reach, provider)?;
    let secret = provider.client_secret.clone().map(ClientSecret::new);
    let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| address(redirect))?;
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(provider.client_id.clone()), secret)
        .set_redirect_uri(redirect);
    let verifier = PkceCodeVerifier::new(proofs.verifier.clone());
    let (state, nonce) = (proofs.state.clone(), proofs.nonce.clone());
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let (url, _, _) = client
        .authorize_url(flow, move || CsrfToken::new(state), move || Nonce::new(nonce))
        .add_scope(Scope::new("email".to_owned()))
        .add_scope(Scope::new("profile".to_owned()))
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .url();
    Ok(url.into())
}

/// Whether these methods (RFC 8176), or this class, are more than one factor.
fn has_second(methods: &[&str], class: Option<&str>) -> bool {
    const KNOWN: [&str; 2] = ["pwd", "pin"];
    const HELD_OR_OWN: [&str; 10] = ["otp", "hwk", "swk", "sc", "pop", "sms", "tel", "fpt", "face", "iris"];
    const CLASSES: [&str; 3] = ["phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"];
    let any = |of: &[&str]| methods.iter().any(|method| of.contains(method));
    any(&["mfa"]) || (any(&KNOWN) && any(&HELD_OR_OWN)) || class.is_some_and(|class| CLASSES.contains(&class))
}

/// Who came back with a code.
///
/// # Errors
/// A provider that does not answer or refuses the code; an ID token that does not hold.
pub fn identity(
    reach: &Reach,
    provider: &Provider,
    redirect: &str,
    code: &str,
    proofs: &Proofs,
) -> Result<Identity, Trouble> {
    let reach = opened(reach, provider);
    let metadata = discovered(&reach, provider)?;
    let secret = provider.client_secret.clone().map(ClientSecret::new);
    let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| address(redirect))?;
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(provider.client_id.clone()), secret)
        .set_redirect_uri(redirect);
    let exchange = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(|error| trouble(&error))?;
    let answer = exchange
        .set_pkce_verifier(PkceCodeVerifier::new(proofs.verifier.clone()))
        .request(&|request| ask(&reach, request))
        .map_err(|error| trouble(&error))?;
    let missing = || Trouble::Refused { said: "no ID token".to_owned() };
    let token = openidconnect::TokenResponse::id_token(&answer).ok_or_else(missing)?;
    let claims = token
        .claims(&client.id_token_verifier().set_allowed_algs(SIGNED), &Nonce::new(proofs.nonce.clone()))
        .map_err(|error| trouble(&error))?;
    let mut identity = Identity {
        issuer: claims.issuer().as_str().to_owned(),
        subject: claims.subject().as_str().to_owned(),
        email: claims.email().map(|email| email.as_str().to_owned()),
        is_verified: claims.email_verified(),
        name: claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned()),
        has_second: has_second(
            &claims.auth_method_refs().into_iter().flatten().map(|method| method.as_str()).collect::<Vec<_>>(),
            claims.auth_context_ref().map(|class| class.as_str()),
        ),
    };
    if identity.email.is_none() {
        // Most providers keep the token small and tell these to who asks; the subject must be the same.
        let access = openidconnect::OAuth2TokenResponse::access_token(&answer).clone();
        let asked = client.user_info(access, Some(claims.subject().clone())).map_err(|error| trouble(&error))?;
        let told: CoreUserInfoClaims =
            asked.request(&|request| ask(&reach, request)).map_err(|error| trouble(&error))?;
        identity.email = told.email().map(|email| email.as_str().to_owned());
        identity.is_verified = told.email_verified();
        let name = told.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
        identity.name = identity.name.or(name);
    }
    Ok(identity)
}

#[cfg(test)]
mod tests {
    use super::has_second;

    #[test]
    fn a_provider_has_to_say_that_it_asked_for_two() {
        for (methods, class) in [(vec!["mfa"], None), (vec!["pwd", "otp"], None), (vec![], Some("phr"))] {
            assert!(has_second(&methods, class), "{methods:?} {class:?}");
        }
        for (methods, class) in
            [(vec![], None), (vec!["pwd"], None), (vec!["otp"], None), (vec!["pwd", "pin"], Some("0"))]
        {
            assert!(!has_second(&methods, class), "{methods:?} {class:?}");
        }
    }
}
