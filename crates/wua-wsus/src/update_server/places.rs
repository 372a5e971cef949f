//! Where files are fetched: from the server, or from the one that a policy names for that.

use wua_agent::http::Location;
use wua_agent::{Content, UpdateServer};
use wua_com::Error;

use super::address;

/// Where a file is fetched that the server has at `url`, the best place first; none if nobody says where it is.
///
/// What the server has itself is at the alternate server under the same path, and from the server if that one does not have it.
/// Where somebody else has it, it stays.
pub(super) fn places(server: &UpdateServer, content: &Content, url: &str) -> Result<Vec<String>, Error> {
    let own = || Some(url.to_owned()).filter(|url| !url.is_empty());
    if server.download_url.is_empty() || (url.is_empty() && !server.has_unplaced_files) {
        return Ok(own().into_iter().collect());
    }
    let root = address::root(&server.download_url)
        .map_err(|error| error.context("the alternate download server of the policy"))?;
    let path = if url.is_empty() {
        usual_path(content)
    } else {
        let place = Location::parse(url)?;
        let is_own = place.host == Location::parse(&server.url)?.host;
        is_own.then_some(place.path)
    };
    let alternate = path.map(|path| format!("{root}{path}"));
    Ok(alternate.into_iter().chain(own()).collect())
}

/// Where update servers have a file. That alternate ones have it there too is a guess: nobody has written down where.
fn usual_path(content: &Content) -> Option<String> {
    let name = content.sha1.to_ascii_uppercase();
    let folder = name.get(38..40)?;
    let extension = content
        .file_name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let dot = if extension.is_empty() { "" } else { "." };
    Some(format!("/Content/{folder}/{name}{dot}{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA1: &str = "aabbccddeeff00112233445566778899aabbccdd";

    fn placed(change: impl FnOnce(&mut UpdateServer), url: &str) -> Result<Vec<String>, Error> {
        let mut server = UpdateServer {
            url: "https://updates.example:8531".to_owned(),
            ..UpdateServer::default()
        };
        change(&mut server);
        let content = Content {
            sha1: SHA1.to_owned(),
            file_name: "setup.msi".to_owned(),
            ..Content::default()
        };
        places(&server, &content, url)
    }

    const THERE: &str = "http://updates.example:8530/Content/DD/A.msi?a=1";

    #[test]
    fn files_are_where_the_server_says_unless_another_one_has_its_files() {
        assert_eq!(placed(|_| (), THERE).unwrap(), [THERE]);
        let alternate =
            |server: &mut UpdateServer| "http://cache.example:8005/".clone_into(&mut server.download_url);
        assert_eq!(
            placed(alternate, THERE).unwrap(),
            ["http://cache.example:8005/Content/DD/A.msi?a=1", THERE]
        );
        let elsewhere = "http://vendor.example/a.msi";
        assert_eq!(placed(alternate, elsewhere).unwrap(), [elsewhere]);
    }

    #[test]
    fn a_file_without_a_place_is_at_the_alternate_server_if_the_policy_says_so() {
        let filled = |server: &mut UpdateServer| {
            "http://cache.example".clone_into(&mut server.download_url);
            server.has_unplaced_files = true;
        };
        let expected = format!("http://cache.example/Content/DD/{}.msi", SHA1.to_uppercase());
        assert_eq!(placed(filled, "").unwrap(), [expected]);
        let unfilled =
            |server: &mut UpdateServer| "http://cache.example".clone_into(&mut server.download_url);
        assert!(placed(unfilled, "").unwrap().is_empty());
        assert!(
            placed(|server| server.has_unplaced_files = true, "")
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn an_address_that_is_none_is_named() {
        let error = placed(|server| "cache".clone_into(&mut server.download_url), THERE).unwrap_err();
        assert!(error.message().contains("alternate download server"), "{error}");
    }
}
