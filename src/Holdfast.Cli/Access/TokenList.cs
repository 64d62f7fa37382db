using Holdfast.Control.Access;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Access;

/// <summary>Tokens as lines.</summary>
internal static class TokenList
{
    private const int LineMax = 400;

    public static string Of(IReadOnlyList<TokenEntry> tokens) => tokens.Count == 0
        ? "No token is good but the one in the data folder.\n"
        : string.Concat(tokens.Select(static token => $"{Line(token)}\n"));

    public static string Line(TokenEntry token)
    {
        var scope = token.Interfaces.Count > 0 ? $" of {string.Join(", ", token.Interfaces)}" : "";
        var used = token.LastUsed is { } at ? $"last used {at.UtcDateTime:yyyy-MM-dd HH:mm}Z" : "never used";
        return Printable.Of(
            $"{token.Name}  {token.Prefix}…  {token.Role.ToString().ToLowerInvariant()}{scope}, until {token.Until.UtcDateTime:yyyy-MM-dd HH:mm}Z, {used}, by {token.By}: {token.Why}", LineMax);
    }
}
