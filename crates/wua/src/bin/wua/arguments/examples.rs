//! What the help of each verb ends with.

pub(crate) const WUA: &str = "\
Examples:
  wua search                            what there is for this computer
  wua install openssl --dry-run         what would be done, without doing it
  wua install --older-than 7d --yes     what is a week old, without questions
  wua explain openssl                   why it is offered, or is not
  wua search --host pc1,pc2 --user anna what there is for other computers

`wua VERB --help` tells more of a verb.";

pub(crate) const SEARCH: &str = "\
Examples:
  wua search                                   what is missing and not hidden
  wua search openssl curl                      by package
  wua search --severity critical --type software
  wua search --criteria 'IsInstalled=1'        what is installed
  wua search --columns kb,size,date,title
  wua search --json | jq 'select(.type == \"update\").title'
  wua search --exit-code                       exits with 100 if there are updates
  wua search --hosts-file hosts.txt --credentials who.toml --retry-failed outcomes
  wua search --host ssh:root@pc1               through ssh, where nobody opens port 135";

pub(crate) const SHOW: &str = "\
Examples:
  wua show KB5081905
  wua show openssl
  wua show 00001901-0001-4000-8000-000000000002:203";

pub(crate) const EXPLAIN: &str = "\
Examples:
  wua explain linux-image-amd64     why it is held, phased or kept back
  wua explain KB5081905 --json
  wua explain                       everything that is not plainly installed";

pub(crate) const DOWNLOAD: &str = "\
Examples:
  wua download --yes                     everything that `wua install` would need
  wua download --max-size 100M --yes     no large files";

pub(crate) const INSTALL: &str = "\
Examples:
  wua install                                       shows everything there is, and asks
  wua install KB5081910 openssl --yes               these, without questions
  wua install --category 'Security Updates' --not-package linux-image-amd64 --yes
  wua install --older-than 7d --yes --exit-code     exits with 10 if a restart is required
  wua install --dry-run --json                      the plan, for a program
  wua install --host ssh:root@pc1,ssh:root@pc2 --yes

Licences are accepted with `--accept-eula` alone: `--yes` does not accept them.";

pub(crate) const UNINSTALL: &str = "\
Examples:
  wua search --criteria 'IsInstalled=1'     what there is to take off
  wua uninstall KB5081910 --dry-run
  wua uninstall openssl --yes";

pub(crate) const HIDE: &str = "\
Examples:
  wua hide KB5081927
  wua hide --type driver --not-severity critical";

pub(crate) const UNHIDE: &str = "\
Examples:
  wua search --criteria 'IsHidden=1'     what is hidden
  wua unhide KB5081927";

pub(crate) const HISTORY: &str = "\
Examples:
  wua history -n 10
  wua history --all --json
  wua history --columns date,operation,result,message
  wua history --host pc1 --host pc2 --user anna";

pub(crate) const REFRESH: &str = "\
Examples:
  wua refresh && wua search --offline";

pub(crate) const SERVICES: &str = "\
Examples:
  wua services list
  wua services add 7971f918-a847-4430-9279-4a52d1efe18d
  wua services add --scan-package wsusscn2.cab --name 'Second Tuesday'
  wua services add Contoso --sdp contoso.cab
  wua services add WSUS --wsus https://updates.example:8531 --ca example.pem
  wua services default 'Windows Update'";

pub(crate) const SETTINGS: &str = "\
Examples:
  wua settings get
  wua settings set notification-level ScheduledInstallation
  wua settings set scheduled-hour 4";

pub(crate) const CACHE: &str = "\
Examples:
  wua cache clean --dry-run     what would go, and why
  wua cache clean --all";

pub(crate) const FACTS: &str = "\
Examples:
  wua facts record --out pc1.facts --target ~/.wine     what a Wine prefix answers
  wua explain --target pc1.facts                        why each update is offered there, or is not";

pub(crate) const REBOOT: &str = "\
Examples:
  wua reboot status
  wua reboot status --exit-code --quiet     exits with 10 if a restart is required
  wua reboot status --hosts-file hosts.txt --user anna --password-file secret.txt";

#[cfg(unix)]
pub(crate) const USER: &str = "\
Examples:
  wua user add anna                            asks for the password, twice
  wua user add anna --password-file secret.txt
  pass show wua | wua user passwd anna --password-file -
  wua user list --json";

#[cfg(unix)]
pub(crate) const SERVE: &str = "\
Examples:
  wua user add anna                            first somebody who may sign in
  wua serve                                    all addresses, port 135
  wua --museum serve --listen 127.0.0.2        a trial
  wua serve firewall --exporter-port 49200     the rules for both ports";

pub(crate) const COMPLETIONS: &str = "\
Examples:
  wua completions bash > /etc/bash_completion.d/wua
  wua completions zsh > ~/.zfunc/_wua
  wua completions fish > ~/.config/fish/completions/wua.fish";

pub(crate) const MAN: &str = "\
Examples:
  wua man | man -l -                        read it
  wua man install | man -l -                of one verb
  wua man --dir /usr/local/share/man/man1   one file for each verb";
