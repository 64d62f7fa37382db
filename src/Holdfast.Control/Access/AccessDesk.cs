using System.Globalization;
using Holdfast.Control.Store;
using Holdfast.Core.Plan;
using Holdfast.Core.Signals;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Control.Access;

/// <summary>Knows who may come in, and puts on record what they do.</summary>
public sealed class AccessDesk : IAsyncDisposable
{
    private const string Scheme = "Bearer ";

    private readonly TimeProvider _time;
    private readonly byte[] _local;
    private readonly AccessUpkeep _upkeep;

    /// <param name="local">The token that lies in the data folder while this process runs.</param>
    public AccessDesk(string local, IControlStore store, SignalLog signals, TimeProvider time)
    {
        _time = time;
        _local = AccessToken.Hash(local);
        Tokens = new TokenBook(store.Tokens, time);
        Sessions = new SessionBook(Tokens, time);
        Audit = new AuditDesk(store.Audit, signals, time);
        _upkeep = new AccessUpkeep(Tokens, Audit, signals, time);
    }

    public TokenBook Tokens { get; }

    public SessionBook Sessions { get; }

    public AuditDesk Audit { get; }

    /// <summary>Reads the tokens that the store has, and looks after them from then on.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _upkeep.LookAsync(cancellation);
        _upkeep.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _upkeep.DisposeAsync();
        Tokens.Dispose();
        Audit.Dispose();
    }

    /// <summary>A link that lets one browser in, once.</summary>
    public LoginLink Link(Identity who) => LoginLink.Of(Sessions.MakeCode(who), _time.GetUtcNow() + SessionBook.CodeFor);

    /// <summary>By this name the end of a session by somebody's word stands on record.</summary>
    public const string EndSession = "session.end";

    /// <summary>Sends a browser out: one's own, or as an admin any.</summary>
    /// <exception cref="StoreException">Of those that are for whoever asks none has this id.</exception>
    public async Task<SessionEntry> EndSessionAsync(Identity who, string id, Order order)
    {
        if (Sessions.For(who).FirstOrDefault(one => one.Id == id) is not { } found || !Sessions.End(id)) throw new StoreException(AccessErrors.NoSuchSession, $"'{who.Name}' sees no browser '{Printable.Of(id, SessionBook.IdChars)}' that is signed in.");
        await Audit.AppendAsync(new AuditDraft(order, EndSession, $"a browser of {found.Name}", found.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), ""), CancellationToken.None);
        return found;
    }

    /// <summary>Whether whoever asked is still somebody who may come in: for answers that go on after that.</summary>
    public bool IsStillIn(HttpRequest request) => Identify(request, out _) is not null;

    /// <summary>Who asks, by what the request carries.</summary>
    /// <param name="isShown">Whether it carried something, good or not.</param>
    /// <returns>Null: nobody that is known.</returns>
    internal Identity? Identify(HttpRequest request, out bool isShown)
    {
        var shown = request.Headers.Authorization;
        isShown = shown.Count > 0;
        if (!isShown && SessionCookie.Read(request.HttpContext) is { } cookie)
        {
            isShown = true;
            return Sessions.Find(cookie)?.Who;
        }

        // Two of them may be two people's: neither is believed.
        return shown is [{ } one] && one.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Identify(one[Scheme.Length..].Trim()) : null;
    }

    private Identity? Identify(string token)
    {
        if (!AccessToken.IsWhole(token)) return null;
        var hash = AccessToken.Hash(token);
        if (AccessToken.IsOf(hash, _local)) return Identity.Local;
        return Tokens.Find(hash) is { } entry ? Identity.Of(entry) : null;
    }
}
