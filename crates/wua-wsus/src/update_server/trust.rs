//! Whom connections to a server trust, and who learns on them who we are.

use std::sync::Arc;

use wua_agent::UpdateServer;
use wua_agent::http::{Body, Http, Location, Request, Response};
use wua_agent::ports::Conditions;
use wua_com::Error;

/// What reaches a server as its administrator wants it. The files that are named for that are read now.
pub(super) fn reaching(http: &Arc<dyn Http>, server: &UpdateServer) -> Result<Arc<dyn Http>, Error> {
    let trust = &server.trust;
    if trust.is_usual() {
        return Ok(Arc::clone(http));
    }
    let named = |error: Error| error.context(server.url.clone());
    let own = http.trusting(trust).map_err(named)?;
    if trust.client_certificate.is_none() {
        return Ok(own);
    }
    Ok(Arc::new(Introduced {
        own,
        others: http.trusting(&trust.anonymous()).map_err(named)?,
        hosts: vec![host(&server.url)?, host(&server.status_url)?],
    }))
}

/// Shows our certificate to the server itself. Files may be on another one, which need not know us.
struct Introduced {
    own: Arc<dyn Http>,
    others: Arc<dyn Http>,
    hosts: Vec<String>,
}

impl Http for Introduced {
    fn send(
        &self,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error> {
        let http = if self.hosts.contains(&host(request.url)?) {
            &self.own
        } else {
            &self.others
        };
        http.send(request, conditions, body)
    }
}

fn host(url: &str) -> Result<String, Error> {
    Ok(Location::parse(url)?.host.to_ascii_lowercase())
}
