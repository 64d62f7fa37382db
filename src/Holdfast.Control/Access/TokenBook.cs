using Holdfast.Control.Store;

namespace Holdfast.Control.Access;

/// <summary>The tokens that are good, at hand: nobody who comes in waits for the store, and those that are known come in while it is away.</summary>
public sealed class TokenBook(ITokens tokens, TimeProvider time) : IDisposable
{
    /// <summary>A use is written down to the minute, so that a script that asks every second costs the store nothing.</summary>
    private static readonly TimeSpan UseEvery = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _changing = new(1, 1);
    private Known[] _known = [];
    private bool _isRead;

    /// <summary>Reads what the store has, unless that is done already.</summary>
    /// <exception cref="StoreException">It is away: nobody comes in by a token until it is back.</exception>
    public Task ReadAsync(CancellationToken cancellation) => Volatile.Read(ref _isRead) ? Task.CompletedTask : AloneAsync(async () =>
    {
        Volatile.Write(ref _known, [.. (await tokens.GoodAsync(cancellation)).Select(static token => new Known(token))]);
        Volatile.Write(ref _isRead, true);
        return true;
    }, cancellation);

    /// <summary>Whose token has this hash; null: nobody's, or no longer.</summary>
    internal TokenEntry? Find(ReadOnlySpan<byte> hash)
    {
        Known? found = null;
        // All of them, whichever it is: how long it takes tells nothing.
        foreach (var known in Volatile.Read(ref _known))
            if (AccessToken.IsOf(hash, known.Token.Hash)) found = known;
        var now = time.GetUtcNow();
        if (found is null || found.Token.Entry.Until <= now) return null;
        found.Use(now);
        return found.Token.Entry;
    }

    /// <summary>Whether a token is still good: for whoever came in by it earlier.</summary>
    internal bool IsGood(long id) =>
        Array.Find(Volatile.Read(ref _known), known => known.Token.Entry.Id == id) is { } found && found.Token.Entry.Until > time.GetUtcNow();

    /// <summary>Those that are good, the oldest first.</summary>
    public IReadOnlyList<TokenEntry> Good()
    {
        var now = time.GetUtcNow();
        return [.. Volatile.Read(ref _known).Where(known => known.Token.Entry.Until > now).Select(static known => known.Shown)];
    }

    /// <returns>The token, to be shown this once, and what is known of it from now on.</returns>
    /// <exception cref="StoreException">It is not made: the store is away, there are too many, or the name is taken.</exception>
    public async Task<(string Token, TokenEntry Entry)> MakeAsync(TokenWish wish, Order order, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        var token = AccessToken.Make();
        var draft = new TokenDraft(wish.Name, AccessToken.Prefix(token), AccessToken.Hash(token), wish.Role, wish.Interfaces, time.GetUtcNow() + wish.For, order);
        return await AloneAsync(async () =>
        {
            var stored = await tokens.AddAsync(draft, cancellation);
            Volatile.Write(ref _known, [.. Volatile.Read(ref _known).Where(known => known.Token.Entry.Until > stored.Entry.At), new Known(stored)]);
            return (token, stored.Entry);
        }, cancellation);
    }

    /// <summary>From when this returns, nobody comes in by it.</summary>
    /// <exception cref="StoreException">The store is away, or no such token is good.</exception>
    public async Task RevokeAsync(long id, Order order, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        await AloneAsync(async () =>
        {
            await tokens.RevokeAsync(id, order, cancellation);
            Volatile.Write(ref _known, [.. Volatile.Read(ref _known).Where(known => known.Token.Entry.Id != id)]);
            return true;
        }, cancellation);
    }

    /// <summary>Writes down which were used since it was last called.</summary>
    /// <exception cref="StoreException">The store is away: it is written down the next time.</exception>
    public async Task KeepUsesAsync(CancellationToken cancellation)
    {
        var used = Volatile.Read(ref _known).Where(static known => known.IsNewlyUsed).ToArray();
        if (used.Length == 0) return;
        await tokens.UsedAsync([.. used.Select(static known => (known.Token.Entry.Id, known.Shown.LastUsed!.Value))], cancellation);
        foreach (var known in used) known.Kept();
    }

    public void Dispose() => _changing.Dispose();

    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _changing.Release();
        }
    }

    private sealed class Known(StoredToken token)
    {
        private long _usedMs = token.Entry.LastUsed?.ToUnixTimeMilliseconds() ?? 0;
        private long _keptMs = token.Entry.LastUsed?.ToUnixTimeMilliseconds() ?? 0;

        public StoredToken Token => token;

        public bool IsNewlyUsed => Volatile.Read(ref _usedMs) != Volatile.Read(ref _keptMs);

        public TokenEntry Shown => token.Entry with { LastUsed = Volatile.Read(ref _usedMs) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null };

        public void Use(DateTimeOffset now)
        {
            var at = now.ToUnixTimeMilliseconds();
            if (Math.Abs(at - Volatile.Read(ref _usedMs)) >= UseEvery.TotalMilliseconds) Volatile.Write(ref _usedMs, at);
        }

        public void Kept() => Volatile.Write(ref _keptMs, Volatile.Read(ref _usedMs));
    }
}
