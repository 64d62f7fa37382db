using Holdfast.Control.Access;
using Holdfast.Control.Store;
using Holdfast.WebConsole.Pages;
using Holdfast.WebConsole.Parts;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Access;

/// <summary>A token that is to be made, or was just made: then it is shown, this once.</summary>
/// <param name="Given">What was said so far.</param>
/// <param name="Fault">Why it was not made; empty: nobody tried, or it was.</param>
/// <param name="Made">Null: not yet.</param>
public sealed record NewTokenView(TokenBody Given, IReadOnlyList<string> Interfaces, string Fault, MadeToken? Made)
{
    internal const string NameName = "name";
    internal const string RoleName = "role";
    internal const string InterfacesName = "interfaces";
    internal const string ForName = "for";

    internal static ValueTask<NewTokenView?> ReadAsync(Visit visit) => new(Of(visit, new TokenBody()));

    internal static async Task<Posted<NewTokenView>> PostAsync(Visit visit, IFormCollection form)
    {
        var body = new TokenBody
        {
            Name = form[NameName], Role = form[RoleName], For = form[ForName], Why = form[OrderFields.WhyName],
            Interfaces = form[InterfacesName].ToString().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        var view = Of(visit, body);
        try
        {
            var (token, entry) = await visit.OnRecordAsync("token.create", body.Name ?? "", body.Why ?? "", order => visit.Subject.Access.Tokens.MakeAsync(TokenFields.Read(body), order, visit.Gone));
            // In the answer itself and nowhere else: an address that showed it would show it again.
            return new(view with { Made = new MadeToken(token, entry) });
        }
        catch (StoreException fault)
        {
            return new(view with { Fault = $"{fault.Known.Id}: {fault.Message}" }, fault.Known.Status ?? StatusCodes.Status409Conflict);
        }
    }

    private static NewTokenView Of(Visit visit, TokenBody given) =>
        new(given, [.. visit.Report.Interfaces.Select(static one => one.Name).Order(StringComparer.Ordinal)], "", null);
}
