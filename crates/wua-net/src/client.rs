//! The engine's port for HTTP, on hyper.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, COOKIE, HOST, HeaderName, HeaderValue, IF_RANGE,
    PROXY_AUTHORIZATION, RANGE, USER_AGENT,
};
use hyper::{Method, Request as HyperRequest, Response as HyperResponse};
use tokio::time::{sleep, timeout};
use wua_agent::http::{Body, Http, Location, Request, Response, Trust};
use wua_agent::ports::{Abort, Conditions};
use wua_com::{Error, code};

use crate::basic;
use crate::connection::{Line, check_proxy_scheme, dial, peer, secret};
use crate::environment::EnvironmentProxies;
use crate::failure::Peer;
use crate::login::Login;
use crate::network::Network;
use crate::pool::Key;
use crate::route::Route;
use crate::sender::Sender;
use crate::trust::Secure;

const REDIRECTIONS: usize = 10;

/// What is sent where the request has nothing else to say.
const USUAL: &[(HeaderName, &str)] = &[
    (USER_AGENT, concat!("wua/", env!("CARGO_PKG_VERSION"))),
    (ACCEPT, "*/*"),
    // What is packed is to arrive packed.
    (ACCEPT_ENCODING, "identity"),
];

/// How often the request to stop is looked at.
const GLANCE: Duration = Duration::from_millis(50);

/// The body of an answer that nobody wants is read if it is no larger, so that the connection can be used again.
const WORTH_READING: u64 = 1 << 16;

/// A body of which so much has come is likely to be a file: while a piece of it is hashed and written, another thread
/// reads the next.
const WORTH_A_THREAD: usize = 4 << 20;

/// How long a connection that waited may take to say that it is ready.
const READY: Duration = Duration::from_millis(200);

/// Speaks HTTP/1.1, encrypted with what this computer trusts, directly or through proxies. All clients of a process
/// share their connections.
#[derive(Clone, Debug)]
pub struct HttpClient {
    environment: EnvironmentProxies,
    trust: Option<Secure>,
}

impl Default for HttpClient {
    fn default() -> Self {
        Self::new()
    }
}

impl HttpClient {
    /// One that goes by the environment of this process, where its clients leave the choice of a proxy to the computer.
    pub fn new() -> Self {
        Self::with_environment(EnvironmentProxies::of_process())
    }

    /// One that goes by another environment.
    pub fn with_environment(environment: EnvironmentProxies) -> Self {
        Self {
            environment,
            trust: None,
        }
    }

    /// The same, which trusts further authorities, and shows a certificate of its own to servers that ask for one.
    /// Reads the files now.
    pub fn with_trust(self, trust: &Trust) -> Result<Self, Error> {
        Ok(Self {
            trust: Some(Secure::read(trust)?),
            ..self
        })
    }

    /// Connections on which a server knows us are not for whom we are sent to.
    fn trust_of(&self, is_redirected: bool) -> u64 {
        let id = self.trust.as_ref().map_or(0, |trust| trust.id * 2);
        id + u64::from(is_redirected)
    }

    async fn exchange(
        &self,
        network: &Network,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error> {
        let asked = Location::parse(request.url)?;
        let mut location = asked.clone();
        for _ in 0..=REDIRECTIONS {
            let route = Route::to(&location, conditions.proxy, &self.environment)?;
            let is_redirected = location.host != asked.host
                || location.port != asked.port
                || location.is_secure != asked.is_secure;
            let step = Step {
                network,
                request,
                location: &location,
                peer: peer(&location, &route),
                key: Key::new(&location, &route, self.trust_of(is_redirected)),
                trust: self.trust.as_ref(),
                is_redirected,
                route: &route,
            };
            let (answer, sender) = step.send().await?;
            let response = read(&answer, &location);
            if let Some(next) = redirection(&response)? {
                step.check_repost(&response, &next)?;
                step.discard(answer, sender).await;
                location = next;
                continue;
            }
            step.check_proxy(&response)?;
            if body.begins(&response)? {
                step.receive(answer, sender, body).await?;
            } else {
                step.discard(answer, sender).await;
            }
            return Ok(response);
        }
        Err(Error::new(
            code::WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS,
            format!(
                "{asked}: redirected more than {REDIRECTIONS} times, last to {location}; report it to who runs the \
                 server, or use another one"
            ),
        ))
    }
}

impl Http for HttpClient {
    fn send(
        &self,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error> {
        conditions.abort.check()?;
        let network = Network::shared()?;
        network.runtime.block_on(race(
            stopped(conditions.abort),
            self.exchange(network, request, conditions, body),
        ))
    }

    fn trusting(&self, trust: &Trust) -> Result<Arc<dyn Http>, Error> {
        Ok(Arc::new(self.clone().with_trust(trust)?))
    }
}

/// What the first of the two comes to. The other one is dropped, and with it the request, which ends its connection.
async fn race<T>(one: impl Future<Output = T>, other: impl Future<Output = T>) -> T {
    let (mut one, mut other) = (pin!(one), pin!(other));
    poll_fn(|context| match one.as_mut().poll(context) {
        Poll::Ready(first) => Poll::Ready(first),
        Poll::Pending => other.as_mut().poll(context),
    })
    .await
}

/// Comes back when somebody asks to stop.
async fn stopped(abort: &Abort) -> Result<Response, Error> {
    loop {
        abort.check()?;
        sleep(GLANCE).await;
    }
}

/// One request to one server.
struct Step<'a> {
    network: &'a Network,
    request: &'a Request<'a>,
    location: &'a Location,
    route: &'a Route,
    peer: Peer,
    key: Key,
    trust: Option<&'a Secure>,
    /// This is not the server that was asked for.
    is_redirected: bool,
}

impl Step<'_> {
    /// On a connection that waited, if there is one. Its server may have closed it at this very moment, which says
    /// nothing of the server: then on a new one.
    async fn send(&self) -> Result<(HyperResponse<Incoming>, Sender), Error> {
        if let Some(mut sender) = self.network.pool.take(&self.key)
            && let Ok(Ok(())) = timeout(READY, sender.ready()).await
        {
            match self.send_on(sender).await {
                Err(error) if error.hresult() == code::WININET_E_CONNECTION_ABORTED => {}
                sent => return sent,
            }
        }
        self.send_on(self.dial().await?).await
    }

    async fn dial(&self) -> Result<Sender, Error> {
        let line = Line {
            network: self.network,
            location: self.location,
            route: self.route,
            trust: self.trust,
            is_redirected: self.is_redirected,
        };
        dial(line, self.request.timeouts).await
    }

    async fn send_on(&self, mut sender: Sender) -> Result<(HyperResponse<Incoming>, Sender), Error> {
        let silence = self.request.timeouts.silence;
        if let Route::Through(proxy) = self.route
            && !self.location.is_secure
        {
            let login = Login {
                known: &self.network.proxies,
                proxy,
                peer: &self.peer,
                silence,
            };
            let make = |credentials: Option<&str>| self.head(credentials);
            return login.send(sender, make, async || self.dial().await).await;
        }
        match timeout(silence, sender.send(self.head(None)?)).await {
            Ok(answer) => Ok((answer.map_err(|error| self.peer.exchange(&error))?, sender)),
            Err(_) => Err(self.peer.silent(silence)),
        }
    }

    fn head(&self, proxy_credentials: Option<&str>) -> Result<HyperRequest<Full<Bytes>>, Error> {
        let is_for_proxy = matches!(self.route, Route::Through(_)) && !self.location.is_secure;
        let target = if is_for_proxy {
            self.location.without_user()
        } else {
            self.location.path.clone()
        };
        let method = match self.request.body {
            Some(_) => Method::POST,
            None => Method::GET,
        };
        let mut head = HyperRequest::builder()
            .method(method)
            .uri(target)
            .header(HOST, self.location.authority());
        for (name, value) in USUAL {
            let is_replaced = |(other, _): &(&str, &str)| name.as_str().eq_ignore_ascii_case(other);
            if !self.request.headers.iter().any(is_replaced) {
                head = head.header(name, *value);
            }
        }
        if self.request.from > 0 || self.request.to.is_some() {
            let last = self.request.to.map_or_else(String::new, |last| last.to_string());
            head = head.header(RANGE, format!("bytes={}-{last}", self.request.from));
            if let Some(validator) = self.request.validator {
                head = head.header(IF_RANGE, validator.as_str());
            }
        }
        if let Some(user) = &self.location.user {
            let password = self.location.password.as_deref().unwrap_or_default();
            head = head.header(AUTHORIZATION, secret(&basic::credentials(user, password))?);
        }
        if let Some(credentials) = proxy_credentials {
            head = head.header(PROXY_AUTHORIZATION, secret(credentials)?);
        }
        for (name, value) in self.request.headers {
            let name = HeaderName::try_from(*name).map_err(|_| no_header(name))?;
            // What proves who we are is for the server that was asked for.
            if self.is_redirected && (name == AUTHORIZATION || name == COOKIE) {
                continue;
            }
            let value = HeaderValue::try_from(*value).map_err(|_| no_header(name.as_str()))?;
            head = head.header(name, value);
        }
        let body = self
            .request
            .body
            .cloned()
            .map(Bytes::from_owner)
            .unwrap_or_default();
        head.body(Full::new(body)).map_err(|error| {
            Error::new(
                code::WU_E_PT_INVALID_URL,
                format!(
                    "{}: cannot be asked for: {error}; check the address",
                    self.location
                ),
            )
        })
    }

    /// What is posted is for the server that it was meant for, and only two answers say that it is to be posted again.
    fn check_repost(&self, response: &Response, next: &Location) -> Result<(), Error> {
        let same = &self.location;
        let is_same = next.host == same.host && next.port == same.port && next.is_secure == same.is_secure;
        if self.request.body.is_none() || (is_same && matches!(response.status, 307 | 308)) {
            return Ok(());
        }
        Err(Error::new(
            code::WU_E_PT_HTTP_STATUS_NOT_MAPPED,
            format!(
                "{same}: answered {} and sends to {next}, where nothing is posted that was meant for another; use that \
                 address itself if you trust it",
                response.status
            ),
        ))
    }

    fn check_proxy(&self, response: &Response) -> Result<(), Error> {
        if response.status != 407 {
            return Ok(());
        }
        let schemes = response.headers.iter();
        let schemes = schemes.filter(|(name, _)| name == "proxy-authenticate");
        let schemes: Vec<String> = schemes.map(|(_, value)| value.clone()).collect();
        check_proxy_scheme(&schemes, &self.peer)
    }

    async fn receive(
        &self,
        mut answer: HyperResponse<Incoming>,
        mut sender: Sender,
        body: &mut dyn Body,
    ) -> Result<(), Error> {
        let silence = self.request.timeouts.silence;
        let mut count = 0;
        loop {
            if count > WORTH_A_THREAD {
                sender.read_ahead(&self.network.runtime);
            }
            let piece = timeout(silence, sender.piece(&mut answer)).await;
            match piece.map_err(|_| self.peer.silent(silence))? {
                Some(Ok(bytes)) => {
                    count += bytes.len();
                    body.piece(&bytes)?;
                }
                Some(Err(error)) => return Err(self.peer.exchange(&error)),
                None => break,
            }
        }
        self.network.pool.put(self.key.clone(), sender);
        Ok(())
    }

    /// Reads a small body that nobody wants. A large one is left, and the connection with it.
    async fn discard(&self, mut answer: HyperResponse<Incoming>, mut sender: Sender) {
        let limit = usize::try_from(WORTH_READING).unwrap_or(usize::MAX);
        let read_all = async {
            let mut count = 0;
            while let Some(Ok(bytes)) = sender.piece(&mut answer).await {
                count += bytes.len();
                if count > limit {
                    return false;
                }
            }
            true
        };
        if let Ok(true) = timeout(READY, read_all).await {
            self.network.pool.put(self.key.clone(), sender);
        }
    }
}

fn read(answer: &HyperResponse<Incoming>, location: &Location) -> Response {
    let headers = answer.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.as_bytes()));
    Response::new(answer.status().as_u16(), location.clone(), headers)
}

/// Where the answer sends us, if it does. From encrypted to unencrypted is no way.
fn redirection(response: &Response) -> Result<Option<Location>, Error> {
    let (301 | 302 | 303 | 307 | 308) = response.status else {
        return Ok(None);
    };
    let from = &response.location;
    let Some(reference) = response.header("location") else {
        return Ok(None);
    };
    let to = from
        .join(reference)
        .map_err(|error| error.context(format!("{from}: redirected")))?;
    if from.is_secure && !to.is_secure {
        return Err(Error::new(
            code::ERROR_WINHTTP_SECURE_FAILURE,
            format!(
                "{from}: redirected to {to}, which is not secure; use another server, or that address itself if you \
                 trust it"
            ),
        ));
    }
    Ok(Some(to))
}

fn no_header(name: &str) -> Error {
    Error::new(
        code::E_INVALIDARG,
        format!("{name:?} is no header that can be sent, or its value is none"),
    )
}
