//! A new connection that takes requests: dialled, led through a proxy, encrypted.

use http_body_util::Empty;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, PROXY_AUTHORIZATION};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::rustls::pki_types::ServerName;
use wua_agent::http::{Location, Timeouts, status_error};
use wua_com::{Error, code};

use crate::address;
use crate::basic;
use crate::failure::Peer;
use crate::network::Network;
use crate::pool::Sender;
use crate::route::Route;

/// What bytes come out of and go into, encrypted or not.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// Reaches the server of `location`, or the proxy before it.
pub(crate) async fn dial(
    network: &Network,
    location: &Location,
    route: &Route,
    timeouts: Timeouts,
) -> Result<Sender, Error> {
    let peer = peer(location, route);
    match timeout(timeouts.connect, reach(network, location, route, &peer)).await {
        Ok(sender) => sender,
        Err(_) => Err(peer.unreached(timeouts.connect)),
    }
}

/// Who is at the other end of the connection.
pub(crate) fn peer(location: &Location, route: &Route) -> Peer {
    match route {
        Route::Direct => Peer::server(location),
        Route::Through(proxy) => Peer::proxy(location, proxy),
    }
}

/// A proxy that wants to know who we are, in a way that is not known here.
pub(crate) fn check_proxy_scheme(schemes: &[&str], peer: &Peer) -> Result<(), Error> {
    let is_basic = |value: &&str| {
        value
            .get(..5)
            .is_some_and(|start| start.eq_ignore_ascii_case("basic"))
    };
    if schemes.is_empty() || schemes.iter().any(is_basic) {
        return Ok(());
    }
    Err(Error::new(
        code::WU_E_PT_PROXY_AUTH_SCHEME_NOT_SUPPORTED,
        format!(
            "{}: {} wants to know the user in a way that is not supported ({}); only Basic is",
            peer.wanted,
            peer.name,
            schemes.join(", ")
        ),
    ))
}

async fn reach(network: &Network, location: &Location, route: &Route, peer: &Peer) -> Result<Sender, Error> {
    let end = match route {
        Route::Direct => location,
        Route::Through(proxy) => proxy,
    };
    let stream = address::connect(end, peer).await?;
    let mut stream: Box<dyn Stream> = Box::new(stream);
    if end.is_secure {
        stream = encrypt(network, stream, end, peer).await?;
    }
    if let Route::Through(proxy) = route
        && location.is_secure
    {
        stream = tunnel(stream, location, proxy, peer).await?;
        stream = encrypt(network, stream, location, &Peer::server(location)).await?;
    }
    handshake(stream, peer).await
}

async fn encrypt(
    network: &Network,
    stream: Box<dyn Stream>,
    end: &Location,
    peer: &Peer,
) -> Result<Box<dyn Stream>, Error> {
    let host = end.host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(host.to_owned()).map_err(|_| {
        Error::new(
            code::WU_E_PT_INVALID_URL,
            format!(
                "{}: no certificate can be for {host:?}; check the address",
                peer.wanted
            ),
        )
    })?;
    match network.tls()?.connect(name, stream).await {
        Ok(stream) => Ok(Box::new(stream)),
        Err(error) => Err(peer.insecure(&error)),
    }
}

/// Asks a proxy to pass bytes on to the server.
async fn tunnel(
    stream: Box<dyn Stream>,
    location: &Location,
    proxy: &Location,
    peer: &Peer,
) -> Result<Box<dyn Stream>, Error> {
    let mut sender = handshake(stream, peer).await?;
    let target = format!("{}:{}", location.host, location.port);
    let mut request = Request::builder()
        .method(Method::CONNECT)
        .uri(&target)
        .header(HOST, &target);
    if let Some(credentials) = proxy_credentials(proxy) {
        request = request.header(PROXY_AUTHORIZATION, credentials);
    }
    let request = request
        .body(Empty::<Bytes>::new())
        .map_err(|error| peer.broken(&error))?;
    let answer = sender
        .send_request(request)
        .await
        .map_err(|error| peer.exchange(&error))?;
    let schemes = answer.headers().get_all("proxy-authenticate");
    let schemes: Vec<&str> = schemes.iter().filter_map(|value| value.to_str().ok()).collect();
    match answer.status() {
        StatusCode::OK => {}
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            check_proxy_scheme(&schemes, peer)?;
            return Err(status_error(407, location, &peer.name));
        }
        status => return Err(status_error(status.as_u16(), location, &peer.name)),
    }
    let stream = hyper::upgrade::on(answer)
        .await
        .map_err(|error| peer.exchange(&error))?;
    Ok(Box::new(TokioIo::new(stream)))
}

/// What a proxy is told about who we are.
pub(crate) fn proxy_credentials(proxy: &Location) -> Option<String> {
    let user = proxy.user.as_ref()?;
    Some(basic::credentials(
        user,
        proxy.password.as_deref().unwrap_or_default(),
    ))
}

/// From bytes to requests. The connection lives on the network's thread until either side lets go.
async fn handshake(stream: Box<dyn Stream>, peer: &Peer) -> Result<Sender, Error> {
    let (sender, connection) = http1::Builder::new()
        // Some old proxies know headers only so.
        .title_case_headers(true)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|error| peer.exchange(&error))?;
    tokio::spawn(async move {
        // How it ended is told to whoever waits for an answer.
        let _ = connection.with_upgrades().await;
    });
    Ok(sender)
}
