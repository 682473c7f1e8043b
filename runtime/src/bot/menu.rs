//! The command menu of the chats, kept in step with the handlers.

use botwright_api::types::{
    BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
};

use crate::client::{Api, Error};
use crate::route::{Chats, MenuCommand};

/// How many commands a scope takes: [setMyCommands](https://core.telegram.org/bots/api#setmycommands).
const MOST: usize = 100;

/// The menu of each scope that is needed. A scope hides the more general ones, so as soon as one
/// command is for some chats only, private chats and groups get menus of their own.
fn scopes(commands: &[MenuCommand]) -> Vec<(BotCommandScope, Vec<BotCommand>)> {
    let menu = |fits: &dyn Fn(Chats) -> bool| {
        let fitting = commands
            .iter()
            .filter(|command| fits(command.chats))
            .take(MOST);
        fitting
            .map(|command| BotCommand::new(command.name, command.description))
            .collect()
    };
    let everywhere = BotCommandScopeDefault::new().into();
    let mut all = vec![(everywhere, menu(&|chats| chats.covers(Chats::ALL)))];
    if commands.iter().any(|command| command.chats != Chats::ALL) {
        let private = menu(&|chats| chats.intersects(Chats::PRIVATE));
        let groups =
            menu(&|chats| chats.intersects(Chats::GROUP) || chats.intersects(Chats::SUPERGROUP));
        all.push((BotCommandScopeAllPrivateChats::new().into(), private));
        all.push((BotCommandScopeAllGroupChats::new().into(), groups));
    }
    all
}

/// Sets the menus that differ. A bot works without its menu, so a failure is only said.
pub(super) async fn sync(api: Api, commands: Vec<MenuCommand>) {
    for (scope, commands) in scopes(&commands) {
        if let Err(error) = set(&api, scope, commands).await {
            tracing::warn!(%error, "the command menu could not be set");
            return;
        }
    }
}

async fn set(api: &Api, scope: BotCommandScope, commands: Vec<BotCommand>) -> Result<(), Error> {
    let there = api.get_my_commands().scope(scope.clone()).await?;
    let same = |(old, new): (&BotCommand, &BotCommand)| {
        old.command == new.command && old.description == new.description
    };
    if there.len() == commands.len() && there.iter().zip(&commands).all(same) {
        return Ok(());
    }
    if commands.is_empty() {
        api.delete_my_commands().scope(scope).await?;
    } else {
        api.set_my_commands(commands).scope(scope).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(name: &'static str, chats: Chats) -> MenuCommand {
        MenuCommand {
            name,
            description: "Does it.",
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
        let all = scopes(&[command("start", Chats::ALL)]);
        assert_eq!(all.len(), 1);
        assert_eq!(names(&all[0].1), ["start"]);

        let all = scopes(&[command("start", Chats::ALL), command("ban", Chats::GROUP)]);
        let menus: Vec<_> = all.iter().map(|(_, menu)| names(menu)).collect();
        assert_eq!(menus, [vec!["start"], vec!["start"], vec!["start", "ban"]]);
    }
}
