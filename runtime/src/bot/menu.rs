//! The command menu of the chats, kept in step with the handlers.

use std::collections::BTreeSet;

use botwright_api::types::{
    BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
};

use crate::client::{Api, Error};
use crate::route::{Chats, MenuCommand};

/// How many commands a scope takes: [setMyCommands](https://core.telegram.org/bots/api#setmycommands).
const MOST: usize = 100;

/// A menu: where it is shown, in which language of the users' apps (`None` for all that have no menu of
/// their own), and what it shows.
struct Menu {
    scope: BotCommandScope,
    language: Option<&'static str>,
    commands: Vec<BotCommand>,
}

/// Whether commands for these chats are in a menu.
type Fits = fn(Chats) -> bool;

/// The menus that are needed. A scope hides the more general ones, so as soon as one command is for some
/// chats only, private chats and groups get menus of their own.
fn menus(commands: &[MenuCommand]) -> Vec<Menu> {
    let mut scopes: Vec<(BotCommandScope, Fits)> =
        vec![(BotCommandScopeDefault::new().into(), |chats| {
            chats.covers(Chats::ALL)
        })];
    if commands.iter().any(|command| command.chats != Chats::ALL) {
        scopes.push((BotCommandScopeAllPrivateChats::new().into(), |chats| {
            chats.intersects(Chats::PRIVATE)
        }));
        scopes.push((BotCommandScopeAllGroupChats::new().into(), |chats| {
            chats.intersects(Chats::GROUP) || chats.intersects(Chats::SUPERGROUP)
        }));
    }
    let languages = languages(commands);
    let mut menus = Vec::new();
    for (scope, fits) in scopes {
        let fitting: Vec<_> = commands
            .iter()
            .filter(|command| fits(command.chats))
            .take(MOST)
            .collect();
        let shown = |language| -> Vec<BotCommand> {
            fitting
                .iter()
                .map(|command| BotCommand::new(command.name, command.description_in(language)))
                .collect()
        };
        let usual = shown(None);
        for &language in &languages {
            let mut commands = shown(Some(language));
            if are_same(&commands, &usual) {
                // Then the usual menu is shown, which needs no second one.
                commands.clear();
            }
            menus.push(Menu {
                scope: scope.clone(),
                language: Some(language),
                commands,
            });
        }
        menus.push(Menu {
            scope,
            language: None,
            commands: usual,
        });
    }
    menus
}

/// The languages in which something is described. Telegram knows them by two letters
/// ([setMyCommands](https://core.telegram.org/bots/api#setmycommands)).
fn languages(commands: &[MenuCommand]) -> BTreeSet<&'static str> {
    commands
        .iter()
        .flat_map(|command| command.described)
        .filter_map(|described| described.locale.split('-').next())
        .filter(|language| language.len() == 2)
        .collect()
}

fn are_same(left: &[BotCommand], right: &[BotCommand]) -> bool {
    let equal = |(a, b): (&BotCommand, &BotCommand)| {
        a.command == b.command && a.description == b.description
    };
    left.len() == right.len() && left.iter().zip(right).all(equal)
}

/// Sets the menus that differ. A bot works without its menu, so a failure is only said.
pub(super) async fn sync(api: Api, commands: Vec<MenuCommand>) {
    for menu in menus(&commands) {
        if let Err(error) = menu.set(&api).await {
            tracing::warn!(%error, "the command menu could not be set");
            return;
        }
    }
}

impl Menu {
    async fn set(self, api: &Api) -> Result<(), Error> {
        let Self {
            scope,
            language,
            commands,
        } = self;
        let mut get = api.get_my_commands().scope(scope.clone());
        if let Some(language) = language {
            get = get.language_code(language);
        }
        let there = get.await?;
        if are_same(&there, &commands) {
            return Ok(());
        }
        if commands.is_empty() {
            let mut delete = api.delete_my_commands().scope(scope);
            if let Some(language) = language {
                delete = delete.language_code(language);
            }
            delete.await?;
        } else {
            let mut set = api.set_my_commands(commands).scope(scope);
            if let Some(language) = language {
                set = set.language_code(language);
            }
            set.await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "locales")]
    use crate::route::Described;

    fn command(name: &'static str, chats: Chats) -> MenuCommand {
        MenuCommand {
            name,
            description: "Does it.",
            described: &[],
            chats,
        }
    }

    fn names(menu: &[BotCommand]) -> Vec<&str> {
        menu.iter()
            .map(|command| command.command.as_str())
            .collect()
    }

    #[test]
    fn one_menu_serves_all_chats_until_a_command_is_for_some_only() {
        let all = menus(&[command("start", Chats::ALL)]);
        assert_eq!(all.len(), 1);
        assert_eq!(names(&all[0].commands), ["start"]);

        let all = menus(&[command("start", Chats::ALL), command("ban", Chats::GROUP)]);
        let menus: Vec<_> = all.iter().map(|menu| names(&menu.commands)).collect();
        assert_eq!(menus, [vec!["start"], vec!["start"], vec!["start", "ban"]]);
    }

    #[cfg(feature = "locales")]
    #[test]
    fn every_language_with_words_of_its_own_has_a_menu() {
        const fn described(locale: &'static str, description: &'static str) -> Described {
            Described {
                locale,
                description,
                help: "",
            }
        }
        const DESCRIBED: &[Described] = &[
            described("de", "Tut es."),
            described("en", "Does it."),
            described("gsw", "Tuet's."),
            described("pt-BR", "Faz isso."),
        ];
        let mut start = command("start", Chats::ALL);
        start.described = DESCRIBED;
        let all = menus(&[start, command("stop", Chats::ALL)]);
        let menus: Vec<_> = all
            .iter()
            .map(|menu| {
                let texts = menu.commands.iter().map(|it| it.description.as_str());
                (menu.language, texts.collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(
            menus,
            [
                (Some("de"), vec!["Tut es.", "Does it."]),
                // The usual menu is English.
                (Some("en"), vec![]),
                (Some("pt"), vec!["Faz isso.", "Does it."]),
                (None, vec!["Does it.", "Does it."]),
            ]
        );
    }
}
