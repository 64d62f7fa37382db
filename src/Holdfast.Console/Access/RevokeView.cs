using System.Globalization;
using Holdfast.Control.Access;
using Holdfast.Control.Store;
using Holdfast.WebConsole.Pages;
using Holdfast.WebConsole.Parts;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Access;

/// <summary>A token that is to be taken back, or a browser that is to be sent out.</summary>
/// <param name="Token">Null: it is not a token, or none that is good.</param>
/// <param name="Session">Null: it is not a browser, or none that is in.</param>
/// <param name="Fault">Why it was not done; empty: nobody tried.</param>
public sealed record RevokeView(TokenEntry? Token, SessionEntry? Session, string Fault)
{
    internal const string TokenName = "token";
    internal const string SessionName = "session";

    internal static ValueTask<RevokeView?> ReadAsync(Visit visit) => new(Of(visit, visit.Ask(TokenName) ?? "", visit.Ask(SessionName) ?? ""));

    internal static async Task<Posted<RevokeView>> PostAsync(Visit visit, IFormCollection form)
    {
        var view = Of(visit, form[TokenName].ToString(), form[SessionName].ToString());
        try
        {
            var why = form[OrderFields.WhyName].ToString();
            if (view.Token is { } token)
            {
                await visit.OnRecordAsync("token.revoke", $"token {token.Id}", why, async order =>
                {
                    await visit.Subject.Access.Tokens.RevokeAsync(token.Id, order, CancellationToken.None);
                    return true;
                });
                return Gone(visit.Text.Of("access.revoked", token.Name));
            }

            if (view.Session is not { } session) return new(view, StatusCodes.Status404NotFound);
            await visit.OnRecordAsync(AccessDesk.EndSession, $"browser {session.Id}", why, order => visit.Subject.Access.EndSessionAsync(visit.Identity, session.Id, order));
            return Gone(visit.Text.Of("access.ended", session.Name));
        }
        catch (StoreException fault)
        {
            return new(view with { Fault = $"{fault.Known.Id}: {fault.Message}" }, fault.Known.Status ?? StatusCodes.Status409Conflict);
        }
    }

    private static Posted<RevokeView> Gone(string text) => Posted<RevokeView>.Gone("/access", new Slip(IsChanged: true, text, []));

    private static RevokeView Of(Visit visit, string token, string session)
    {
        var desk = visit.Subject.Access;
        return new RevokeView(
            long.TryParse(token, CultureInfo.InvariantCulture, out var id) ? desk.Tokens.Good().FirstOrDefault(one => one.Id == id) : null,
            session.Length > 0 ? desk.Sessions.For(visit.Identity).FirstOrDefault(one => one.Id == session) : null, "");
    }
}
