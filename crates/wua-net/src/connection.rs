//! A new connection that takes requests: dialled, led through a proxy, encrypted.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue, PROXY_AUTHORIZATION};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::rustls::pki_types::ServerName;
use wua_agent::http::{Location, Timeouts, status_error};
use wua_com::{Error, code};

use crate::address;
use crate::failure::Peer;
use crate::login::{self, Login};
use crate::network::Network;
use crate::route::Route;
use crate::sender::Sender;
use crate::trust::Secure;

/// What bytes come out of and go into, encrypted or not.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// Where a connection is to lead, and whom it trusts on the way.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) network: &'a Network,
    pub(crate) location: &'a Location,
    pub(crate) route: &'a Route,
    pub(crate) trust: Option<&'a Secure>,
    /// It is not the server that was asked for.
    pub(crate) is_redirected: bool,
}

/// Reaches the server of `location`, or the proxy before it.
pub(crate) async fn dial(line: Line<'_>, timeouts: Timeouts) -> Result<Sender, Error> {
    let peer = peer(line.location, line.route);
    match timeout(timeouts.connect, reach(line, &peer, timeouts)).await {
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
pub(crate) fn check_proxy_scheme(schemes: &[String], peer: &Peer) -> Result<(), Error> {
    if !login::are_strange(schemes) {
        return Ok(());
    }
    Err(Error::new(
        code::WU_E_PT_PROXY_AUTH_SCHEME_NOT_SUPPORTED,
        format!(
            "{}: {} wants to know the user in a way that is not supported ({}); Basic, NTLM and Negotiate are",
            peer.wanted,
            peer.name,
            schemes.join(", ")
        ),
    ))
}

async fn reach(line: Line<'_>, peer: &Peer, timeouts: Timeouts) -> Result<Sender, Error> {
    let Line { location, route, .. } = line;
    let Route::Through(proxy) = route else {
        let stream = Box::new(address::connect(location, peer).await?);
        let stream: Box<dyn Stream> = if location.is_secure {
            encrypt(line, stream, location, peer).await?
        } else {
            stream
        };
        return handshake(stream, peer).await;
    };
    if !location.is_secure {
        return reach_proxy(line, proxy, peer).await;
    }
    let stream = tunnel(line, proxy, peer, timeouts).await?;
    let stream = encrypt(line, stream, location, &Peer::server(location)).await?;
    handshake(stream, peer).await
}

async fn reach_proxy(line: Line<'_>, proxy: &Location, peer: &Peer) -> Result<Sender, Error> {
    let mut stream: Box<dyn Stream> = Box::new(address::connect(proxy, peer).await?);
    if proxy.is_secure {
        stream = encrypt(line, stream, proxy, peer).await?;
    }
    handshake(stream, peer).await
}

async fn encrypt(
    line: Line<'_>,
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
    let connector = match line.trust {
        None => line.network.tls()?,
        Some(trust) if peer.is_proxy || line.is_redirected => &trust.others,
        Some(trust) => &trust.server,
    };
    match connector.connect(name, stream).await {
        Ok(stream) => Ok(Box::new(stream)),
        Err(error) => Err(peer.insecure(&error)),
    }
}

/// Asks a proxy to pass bytes on to the server.
async fn tunnel(
    line: Line<'_>,
    proxy: &Location,
    peer: &Peer,
    timeouts: Timeouts,
) -> Result<Box<dyn Stream>, Error> {
    let location = line.location;
    let target = format!("{}:{}", location.host, location.port);
    let make = |credentials: Option<&str>| {
        let mut request = Request::builder()
            .method(Method::CONNECT)
            .uri(&target)
            .header(HOST, &target);
        if let Some(credentials) = credentials {
            request = request.header(PROXY_AUTHORIZATION, secret(credentials)?);
        }
        request
            .body(Full::<Bytes>::default())
            .map_err(|error| peer.broken(&error))
    };
    let login = Login {
        known: &line.network.proxies,
        proxy,
        peer,
        silence: timeouts.silence,
    };
    let sender = reach_proxy(line, proxy, peer).await?;
    let (answer, sender) = login
        .send(sender, make, async || reach_proxy(line, proxy, peer).await)
        .await?;
    match answer.status() {
        StatusCode::OK => {}
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            check_proxy_scheme(&login::schemes(&answer), peer)?;
            return Err(status_error(407, location, &peer.name));
        }
        status => return Err(status_error(status.as_u16(), location, &peer.name)),
    }
    let stream = sender
        .upgrade(answer)
        .await
        .map_err(|error| peer.exchange(&error))?;
    Ok(Box::new(TokioIo::new(stream)))
}

/// A value that no log shows.
pub(crate) fn secret(value: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::try_from(value).map_err(|_| {
        Error::new(
            code::E_INVALIDARG,
            "a user name or password has letters that no header can hold",
        )
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// From bytes to requests.
async fn handshake(stream: Box<dyn Stream>, peer: &Peer) -> Result<Sender, Error> {
    let (requests, connection) = http1::Builder::new()
        // Some old proxies know headers only so.
        .title_case_headers(true)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|error| peer.exchange(&error))?;
    Ok(Sender::new(requests, connection.with_upgrades()))
}
