using Holdfast.Control.Access;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Access;

/// <summary>Who looks, and for admins who else may come in.</summary>
/// <param name="Tokens">Those that are good, what ends first first; null: they are not for whoever looks.</param>
/// <param name="Sessions">Browsers that are signed in; null: as <paramref name="Tokens"/>.</param>
public sealed record AccessView(
    string Name, Role Role, IReadOnlyList<string> Interfaces, IReadOnlyList<TokenEntry>? Tokens, IReadOnlyList<SessionEntry>? Sessions)
{
    internal static ValueTask<AccessView?> ReadAsync(Visit visit)
    {
        var (who, desk) = (visit.Identity, visit.Subject.Access);
        var isAdmin = who.May(Role.Admin);
        return new(new AccessView(
            who.Name, who.Role, who.Interfaces,
            isAdmin ? [.. desk.Tokens.Good().OrderBy(static token => token.Until)] : null, isAdmin ? desk.Sessions.For(who) : null));
    }
}
