//! Sources mean what they mean to apt: `apt-get indextargets` names the same files and addresses.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use wua_debian::configuration::Configuration;
use wua_debian::sources;

use crate::has;

/// A folder that apt takes for a whole computer.
struct Root(TempDir);

impl Root {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "etc/apt/apt.conf.d",
            "etc/apt/preferences.d",
            "etc/apt/sources.list.d",
            "etc/apt/trusted.gpg.d",
            "var/lib/apt/lists/partial",
            "var/lib/dpkg",
            "var/cache/apt/archives/partial",
        ] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("var/lib/dpkg/status"), "").unwrap();
        let configuration = format!(
            "Dir \"{}/\";\nAPT::Architecture \"amd64\";\nAPT::Architectures {{ \"amd64\"; \"i386\"; }};\n\
             Acquire::Languages {{ \"de\"; \"en\"; }};\n",
            folder.path().display()
        );
        fs::write(folder.path().join("apt.conf"), configuration).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("APT_CONFIG", self.path().join("apt.conf"))
            .env("LC_ALL", "C");
        command
    }

    fn indextargets(&self) -> Output {
        let format = "--format=$(FILENAME)\t$(URI)\t$(REPO_URI)\t$(CREATED_BY)";
        let mut command = self.command("apt-get");
        command
            .args(["indextargets", "--no-release-info", format])
            .output()
            .unwrap()
    }

    fn configuration(&self) -> Configuration {
        Configuration::ask(&mut self.command("apt-config"), self.path()).unwrap()
    }

    /// The name of the list, its address, and the base of its archive.
    fn according_to_apt(&self) -> BTreeSet<[String; 3]> {
        let output = self.indextargets();
        let words = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let folder = format!("{}/var/lib/apt/lists/", self.path().display());
        words
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .filter(|words| words.last() != Some(&"Sources"))
            .map(|words| [words[0].strip_prefix(&folder).unwrap(), words[1], words[2]].map(str::to_owned))
            .collect()
    }

    fn according_to_us(&self) -> BTreeSet<[String; 3]> {
        let configuration = self.configuration();
        let sources = sources::of_root(self.path()).unwrap();
        sources::targets(
            &sources,
            &configuration.architectures(),
            &configuration.languages(),
        )
        .into_iter()
        .map(|target| [target.list, target.address, target.archive])
        .collect()
    }
}

const LINES: &[&str] = &[
    "deb http://ports.example.org:8080/debian stable main",
    "deb http://ports.example.org:0080/debian stable main",
    "deb http://noport.example.org:x/debian stable main",
    "deb http://user:pa%40ss@private.example.org/debian/ stable main contrib",
    "deb http://user@private.example.org/user stable main",
    "deb http://us_er:@private.example.org:80 stable main",
    "deb http://us_%40er:pa%3ass@private.example.org/d stable main",
    "deb http://a@b:c@private.example.org/d@e stable main",
    "deb http://@h.example.org/at stable main",
    "deb http://tilde.example.org/~joe/my_repo+x=y stable main",
    "deb https://secure.example.org/debian stable-updates main",
    "deb http://u:p@secure.example.org/debian stable-updates main contrib",
    "deb [arch=i386] http://other@secure.example.org/debian stable non-free",
    "deb file:/srv/local/debian stable main",
    "deb file:///srv/local3/debian stable main",
    "deb file:relative/path stable main",
    "deb file://host/path stable main",
    "deb file:/ stable main",
    "deb copy:/srv/copy stable main",
    "deb cdrom:[Grove GNU/Linux 12.0.0 _Oak_ - Official amd64 NETINST]/ oak main",
    "deb http://h.example.org/x[a/b]c/d stable main",
    "deb http:///nohost stable main",
    "deb http:short stable main",
    "deb mirror+http://mirrors.example.org/list.txt stable main",
    "deb mirror+https://u:p@mirrors.example.org/list.txt stable other",
    "deb mirror+file:/etc/apt/mirrors.txt stable main",
    "deb mirror://mirror.example.org/l stable main",
    "deb http://flat.example.org/debian ./",
    "deb http://flat.example.org/debian ././",
    "deb http://flat.example.org/debian ./sub/",
    "deb http://flat.example.org/debian /abs/",
    "deb http://flat.example.org/root /",
    "deb http://flat.example.org/debian sub/dir/",
    "deb http://flat.example.org/$(ARCH) $(ARCH)/",
    "deb http://flat.example.org/debian s//",
    "deb http://arch.example.org/$(ARCH)/d s-$(ARCH) $(ARCH)",
    "deb [arch=amd64,i386 lang=de,en] http://options.example.org/1 jammy main universe",
    "deb [ arch=arm64 trusted=yes signed-by=/usr/share/keyrings/x.gpg ] http://options.example.org/2 jammy main",
    "deb [target=Packages] http://options.example.org/3 jammy main",
    "deb [target=packages] http://options.example.org/4 jammy main",
    "deb [target-=Packages] http://options.example.org/5 jammy main",
    "deb [target+=Sources] http://options.example.org/6 jammy main",
    "deb [arch+=armhf lang-=en] http://options.example.org/7 jammy main",
    "deb [arch+=i386,armhf arch-=amd64] http://options.example.org/8 jammy main",
    "deb [arch=all] http://options.example.org/9 jammy main",
    "deb [arch-=all] http://options.example.org/10 jammy main",
    "deb [arch=i386 arch=amd64] http://options.example.org/11 jammy main",
    "deb [arch=\"amd64\"] http://options.example.org/12 jammy main",
    "deb [arch=\"amd64 i386\" ] http://options.example.org/13 jammy main",
    "deb [arch=amd64%2ci386] http://options.example.org/14 jammy main",
    "deb [arch=amd64,] http://options.example.org/15 jammy main",
    "deb [ARCH=armhf] http://options.example.org/16 jammy main",
    "deb [lang=none] http://options.example.org/17 jammy main",
    "deb [lang=fr,none,it] http://options.example.org/18 jammy main",
    "deb [lang+=fr] http://options.example.org/19 jammy main",
    "deb [by-hash=force pdiffs=no check-valid-until=no] http://options.example.org/20 jammy main",
    "deb [] http://options.example.org/21 jammy main",
    "deb [foo=bar] http://options.example.org/22 jammy main",
    "deb [signed-by=/a#b] http://options.example.org/23 jammy main",
    "deb http://exact.example.org/u jammy/updates main/debug",
    "deb http://exact.example.org/twice s c1 c2/d c1",
    "deb http://[::1]:81/v6 stable main",
    "deb http://[fe80::1]/v6 stable main",
    "deb http://EXAMPLE.org//double///slash// stable main",
    "deb HTTP://upper.example.org/d stable main",
    "deb \"http://quoted.example.org/a b\" stable main",
    "deb http://quoted.example.org/q \"s\"x \"c d\"",
    "deb http://enc.example.org/a%20b s%5fx/y_z ma%40in # comment",
    "deb http://enc.example.org/%23a%5b%22%5d%2f%7f%01 stable main",
    "deb http://enc.example.org/a%zz%4 stable main",
    "deb http://enc.example.org%2fslash stable main",
    "deb http://weird.example.org/!$&'()*+,-.0123456789:;<=>?@ABC\\^_`abc{|}~ stable main",
    "deb http://weird.example.org/x[y#z]z stable main",
    "deb http://weird.example.org/a]b stable main",
    "deb http://weird.example.org/ü stable main",
    "deb http://weird.example.org?q stable main",
    "deb http://weird.example.org/d/./e/../f stable main",
    "deb http://host_under.example.org/a stable main",
    "deb\thttp://tabs.example.org\tstable\tmain#comment",
    "  deb   http://blanks.example.org  stable   main  ",
    "deb-src http://src.example.org/debian stable main",
    "deb http://src.example.org/debian stable main",
    "#deb http://comment.example.org/debian stable main",
];

#[test]
fn a_line_means_what_it_means_to_apt() {
    if !has("apt-get") {
        return;
    }
    let root = Root::new();
    let list = root.path().join("etc/apt/sources.list");
    fs::write(&list, LINES.join("\n")).unwrap();
    let (ours, apts) = (root.according_to_us(), root.according_to_apt());
    let differing: Vec<_> = ours.symmetric_difference(&apts).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert!(apts.len() > 3 * LINES.len(), "{} files", apts.len());
}

const REFUSED_LINES: &[&str] = &[
    "rpm http://a.example.org s c",
    "DEB http://a.example.org s c",
    "deb http://a.example.org s",
    "deb http://a.example.org s/ c",
    "deb http://a.example.org",
    "deb",
    "deb a.example.org s c",
    "deb [arch=amd64 http://a.example.org s c",
    "deb [arch=amd64",
    "deb [arch=amd64]http://a.example.org s c",
    "deb [arch = amd64] http://a.example.org s c",
    "deb [arch=amd64,amd64 i386] http://a.example.org s c",
    "deb [arch=] http://a.example.org s c",
    "deb \"http://a.example.org/a#b\" s c",
    "deb http://a.example.org/a[b s c",
    "deb http://a.example.org/#a s c",
];

const STANZAS: &[&str] = &[
    "Types: deb\nURIs: http://h.example.org/1 http://i.example.org/1\nSuites: s t\nComponents: c d\n",
    "Types: deb deb-src\nURIs: http://h.example.org/2\nSuites: ./\n",
    "Types: deb-src\nURIs: http://h.example.org/3\nSuites: s\nComponents: c\n",
    "Enabled: no\nTypes: deb\nURIs: http://h.example.org/4\nSuites: s\nComponents: c\n",
    "Enabled: maybe\nTypes: deb\nURIs: http://h.example.org/5\nSuites: s\nComponents: c\n",
    "Types: deb\nURIs:\n http://h.example.org/6\n# x\n http://i.example.org/6\nSuites: s\n\tt\nComponents: c\n",
    "# first\n\n\n# second\nTypes: deb\nURIs: http://h.example.org/7\nSuites: s\nComponents: c\n#Foo\n",
    "Types: deb\r\nURIs: http://h.example.org/8\r\nSuites: s\r\nComponents: c\r\n",
    "types: deb\nuris: http://h.example.org/9\nsuites: s\ncomponents: c\narchitectures-add: armhf\nlanguages-remove: en\n",
    "Types: deb\nURIs: http://h.example.org/a%20b\nSuites: s\nComponents: c\nTargets: Packages\n",
    "Types: deb\nURIs: http://h.example.org/$(ARCH)\nSuites: $(ARCH)/\n",
    "Types: deb\nURIs: http://h.example.org/10\nSuites: s\nComponents: c\nArchitectures: amd64,armhf\n",
    "Types: deb\nURIs: http://h.example.org/11\nSuites: s\nComponents: c\nArchitectures-Remove: amd64\n",
    "Types: deb\nURIs: http://h.example.org/12\nSuites: s\nComponents: c # not a comment\n",
    "Types: deb\nURIs: http://h.example.org/13\nSuites: s\nComponents: c\nLanguages: none\n",
    "Types:deb\nURIs :http://h.example.org/14\nSuites: s\nComponents: c\n",
    "Types: deb\nURIs: http://h.example.org/15,http://b.example.org/b\nSuites: s,t\nComponents: c,d\n",
    "Types: deb\nURIs: http://h.example.org/16/ http://h.example.org/16\nSuites: s/ s//\n",
    "Types: rpm\nTypes: deb\nURIs: http://h.example.org/17\nURIs: http://i.example.org/17\nSuites: s\nComponents: c\n",
    "Types: deb\nURIs: http://h.example.org/18\nSuites: s\nComponents: c\n \nTypes: deb\nURIs: http://j.example.org/18\n",
    "#only words",
];

const REFUSED_STANZAS: &[&str] = &[
    "Types: deb\nURIs: http://h.example.org/a\nSuites: ./ s\nComponents: c\n",
    "Types: deb\nURIs: http://h.example.org/a\nSuites: s\n",
    "Types: deb\nURIs: http://h.example.org/a\nSuites: s\nComponents:\n",
    "Types: rpm\nURIs: http://h.example.org/a\nSuites: s\nComponents: c\n",
    "Types: deb\nURIs: h.example.org/a\nSuites: s\nComponents: c\n",
    "Foo: bar\n",
    "URIs: http://h.example.org/a\nSuites: s\nComponents: c\n",
    "Types: deb\nURIs: http://h.example.org/a\nSuites: s\nComponents: c\nfoo\n",
];

#[test]
fn a_stanza_means_what_it_means_to_apt() {
    if !has("apt-get") {
        return;
    }
    let root = Root::new();
    for (number, stanza) in STANZAS.iter().enumerate() {
        let name = format!("etc/apt/sources.list.d/{number}.sources");
        fs::write(root.path().join(name), stanza).unwrap();
    }
    let (ours, apts) = (root.according_to_us(), root.according_to_apt());
    let differing: Vec<_> = ours.symmetric_difference(&apts).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert!(apts.len() > 3 * STANZAS.len(), "{} files", apts.len());
}

#[test]
fn what_apt_refuses_is_refused() {
    if !has("apt-get") {
        return;
    }
    let root = Root::new();
    let lines = REFUSED_LINES.iter().map(|line| ("a.list", line));
    let stanzas = REFUSED_STANZAS.iter().map(|stanza| ("a.sources", stanza));
    for (name, text) in lines.chain(stanzas) {
        let file = root.path().join("etc/apt/sources.list.d").join(name);
        fs::write(&file, text).unwrap();
        assert!(!root.indextargets().status.success(), "apt: {text}");
        assert!(sources::of_root(root.path()).is_err(), "{text}");
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn the_configuration_is_what_apt_says() {
    if !has("apt-get") {
        return;
    }
    let root = Root::new();
    let part = "APT::Default-Release \"oak\";\nAPT::Install-Recommends \"no\";\nX { \"a \\\"b\\\"\"; \"c;d\"; };\n\
                Dir::State::lists \"elsewhere\";\n";
    fs::write(root.path().join("etc/apt/apt.conf.d/10x"), part).unwrap();
    let configuration = root.configuration();
    assert!(configuration.is_known());
    assert_eq!(configuration.architectures(), ["amd64", "i386"]);
    assert_eq!(configuration.languages(), ["de", "en"]);
    assert_eq!(configuration.default_release(), Some("oak"));
    assert!(!configuration.installs_recommends());
    assert_eq!(configuration.list("X").last(), Some(&"c;d"));
    let path = |name: &str| configuration.path(name).unwrap();
    assert_eq!(
        path("Dir::State::lists"),
        root.path().join("var/lib/apt/elsewhere")
    );
    assert_eq!(
        path("Dir::State::status"),
        root.path().join("var/lib/dpkg/status")
    );
    assert_eq!(
        path("Dir::Etc::sourceparts"),
        root.path().join("etc/apt/sources.list.d")
    );
    fs::write(root.path().join("etc/apt/apt.conf.d/10x"), "X \"a\n").unwrap();
    let wrong = Configuration::ask(&mut root.command("apt-config"), root.path());
    assert!(wrong.unwrap_err().message().contains("10x"));
}
