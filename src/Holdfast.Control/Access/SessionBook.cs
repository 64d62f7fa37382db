using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Holdfast.Control.Access;

/// <summary>Links that were given out and not yet opened, and the browsers that came in by one. In memory alone: with the process all of them end.</summary>
/// <remarks>Both are known by their hashes, as tokens are.</remarks>
public sealed class SessionBook(TokenBook tokens, TimeProvider time)
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan CodeFor = TimeSpan.FromMinutes(5);

    /// <summary>How long a browser stays in, whatever it does.</summary>
    public static readonly TimeSpan SessionFor = TimeSpan.FromHours(12);

    /// <summary>How long one stays in that asks for nothing.</summary>
    public static readonly TimeSpan IdleFor = TimeSpan.FromHours(2);

    private const int CodesMax = 100;
    private const int SessionsMax = 100;
    private const int RandomBytes = 32;

    /// <summary>Of the hash of what a browser shows: so many tell them apart, and nobody comes in by them.</summary>
    internal const int IdChars = 12;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Identity Who, long Made)> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    /// <summary>What lets one browser in, once.</summary>
    public string MakeCode(Identity who)
    {
        var (code, now) = (Random(), time.GetTimestamp());
        lock (_lock)
        {
            foreach (var (old, _) in _codes.Where(one => !IsFresh(one.Value.Made, now)).ToArray()) _codes.Remove(old);
            // Who asks for a hundred links within their time has no use for the oldest.
            if (_codes.Count >= CodesMax) _codes.Remove(_codes.MinBy(static one => one.Value.Made).Key);
            _codes[Hash(code)] = (who, now);
        }

        return code;
    }

    /// <returns>What the browser shows from now on, and for whom; null: the code was never good, or is no longer.</returns>
    internal (string Cookie, Session Session)? Redeem(string code)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            return _codes.Remove(Hash(code), out var found) && IsFresh(found.Made, now) && IsGood(found.Who) ? Begin(found.Who, now) : null;
        }
    }

    /// <summary>Lets a browser in whose user somebody else vouches for.</summary>
    internal (string Cookie, Session Session) Begin(Identity who)
    {
        lock (_lock) return Begin(who, time.GetTimestamp());
    }

    /// <returns>Null: it is over, or never was.</returns>
    internal Session? Find(string cookie)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (!_sessions.TryGetValue(Hash(cookie), out var session)) return null;
            if (IsOver(session, now) || !IsGood(session.Who))
            {
                _sessions.Remove(Hash(cookie));
                return null;
            }

            session.Use(now);
            return session;
        }
    }

    internal void End(Session session)
    {
        lock (_lock)
        {
            foreach (var (key, _) in _sessions.Where(one => ReferenceEquals(one.Value, session)).ToArray()) _sessions.Remove(key);
        }
    }

    /// <summary>The browsers that are in, as far as they are the asker's matter: for admins all of them, for others their own; the newest first.</summary>
    public IReadOnlyList<SessionEntry> For(Identity asker)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            return
            [
                .. _sessions.Where(one => !IsOver(one.Value, now) && IsGood(one.Value.Who) && (SeesAll(asker) || IsOf(one.Value.Who, asker))).OrderByDescending(static one => one.Value.Began)
                    .Select(one => Entry(one.Key, one.Value, now, asker)),
            ];
        }
    }

    /// <summary>From when this returns, the browser is out.</summary>
    /// <param name="id">As <see cref="SessionEntry.Id"/>.</param>
    /// <returns>Whether there was one.</returns>
    public bool End(string id)
    {
        lock (_lock) return id.Length == IdChars && _sessions.Keys.FirstOrDefault(key => key.StartsWith(id, StringComparison.Ordinal)) is { } found && _sessions.Remove(found);
    }

    private (string Cookie, Session Session) Begin(Identity who, long now)
    {
        var (cookie, session) = (Random(), new Session(who, Random(), now));
        foreach (var (old, _) in _sessions.Where(one => IsOver(one.Value, now)).ToArray()) _sessions.Remove(old);
        if (_sessions.Count >= SessionsMax) _sessions.Remove(_sessions.MinBy(static one => one.Value.Used).Key);
        _sessions[Hash(cookie)] = session;
        return (cookie, session);
    }

    private bool IsFresh(long made, long now) => time.GetElapsedTime(made, now) < CodeFor;

    private bool IsOver(Session session, long now) => time.GetElapsedTime(session.Began, now) >= SessionFor || time.GetElapsedTime(session.Used, now) >= IdleFor;

    /// <summary>By the clock as it is set now.</summary>
    private SessionEntry Entry(string key, Session session, long now, Identity asker)
    {
        var clock = time.GetUtcNow();
        var since = clock - time.GetElapsedTime(session.Began, now);
        return new SessionEntry(key[..IdChars], session.Who.Name, session.Who.Role, since, clock - time.GetElapsedTime(session.Used, now), since + SessionFor, ReferenceEquals(session, asker.Session));
    }

    /// <summary>Who came in by a token is out when the token is.</summary>
    private bool IsGood(Identity who) => who.TokenId is not { } id || tokens.IsGood(id);

    /// <summary>By the same proof: a name alone may be another's.</summary>
    private static bool IsOf(Identity one, Identity asker) => one.Name == asker.Name && one.TokenId == asker.TokenId && one.IsVouchedFor == asker.IsVouchedFor && one.IsShared == asker.IsShared;

    /// <summary>Who may change some interfaces alone has no say over who else comes in.</summary>
    private static bool SeesAll(Identity asker) => asker.May(Role.Admin) && asker.Interfaces.Count == 0;

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    private static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
