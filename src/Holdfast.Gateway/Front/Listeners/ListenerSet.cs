using System.Collections.Concurrent;
using Holdfast.Core.Plan;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Front.Listeners;

/// <summary>The open listeners. A change is made whole or not at all.</summary>
internal sealed class ListenerSet(
    IConnectionListenerFactory transport, Func<Listener, ConnectionContext, ValueTask> take, ILogger log)
    : IAsyncDisposable
{
    /// <summary>A connection that has just ended still gives back its memory; this many looks later it has.</summary>
    private const int LooksBeforeDisposal = 4;

    private readonly ConcurrentDictionary<Listener, int> _closed = new();
    private volatile IReadOnlyList<Listener> _open = [];

    public IReadOnlyList<Listener> Open => _open;

    /// <summary>
    /// Everything that can fail comes first: reading certificates, binding what is new. Then the rest, which cannot.
    /// </summary>
    /// <exception cref="ListenException">Nothing has changed.</exception>
    public async Task<ListenerChange> ApplyAsync(IReadOnlyList<ListenerPlan> plans, CancellationToken cancellationToken)
    {
        var kept = new List<(Listener Listener, ListenerOpening Opening, ListenerDraft Draft)>();
        var added = new List<Listener>();
        foreach (var draft in ListenerDraft.From(plans))
        {
            var now = _open.FirstOrDefault(listener => IsAt(listener, draft));
            var opening = draft.Open(now?.Opening);
            if (now is not null)
                kept.Add((now, opening, draft));
            else
                added.Add(new Listener(draft.Address, opening, take, log) { Names = draft.Names });
        }

        var removed = _open.Except(kept.Select(static one => one.Listener)).ToList();
        await BindAsync(added, removed, cancellationToken).ConfigureAwait(false);

        foreach (var (listener, opening, draft) in kept)
        {
            listener.Opening = opening;
            listener.Names = draft.Names;
        }

        _open = [.. kept.Select(static one => one.Listener), .. added];
        foreach (var listener in added)
            listener.Accept();
        foreach (var listener in removed)
            await CloseAsync(listener).ConfigureAwait(false);
        return new ListenerChange(added, removed);
    }

    /// <summary>Accepts no more. Connections live on.</summary>
    public async Task CloseAsync()
    {
        foreach (var listener in _open)
            await CloseAsync(listener).ConfigureAwait(false);
    }

    /// <summary>Called now and then: what is closed and has no connection any more gives its memory back.</summary>
    public async ValueTask SweepAsync(Func<Listener, bool> hasConnections)
    {
        foreach (var (listener, looks) in _closed)
        {
            if (hasConnections(listener))
                _closed[listener] = 0;
            else if (looks < LooksBeforeDisposal)
                _closed[listener] = looks + 1;
            else if (_closed.TryRemove(listener, out _))
                await listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>When no connection is left at all.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _open.Concat(_closed.Keys))
            await listener.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync(Listener listener)
    {
        await listener.CloseAsync().ConfigureAwait(false);
        _closed.TryAdd(listener, 0);
    }

    private static bool IsAt(Listener listener, ListenerDraft draft) =>
        listener.Address == draft.Address && (draft.Address.First.Port != 0 || listener.Names[0] == draft.Names[0]);

    private async Task BindAsync(List<Listener> added, List<Listener> removed, CancellationToken cancellationToken)
    {
        var bound = new List<Listener>();
        var paused = new List<Listener>();
        try
        {
            foreach (var listener in added)
            {
                // From 127.0.0.1:80 to *:80 the old one has to make room for the new one.
                foreach (var old in removed.Where(old => old.Address.SharesPortWith(listener.Address)).Except(paused).ToList())
                {
                    paused.Add(old);
                    await old.CloseAsync().ConfigureAwait(false);
                }

                await listener.BindAsync(transport, cancellationToken).ConfigureAwait(false);
                bound.Add(listener);
            }
        }
        catch
        {
            foreach (var listener in bound)
                await listener.CloseAsync().ConfigureAwait(false);
            foreach (var old in paused)
                await old.ReopenAsync(transport).ConfigureAwait(false);
            throw;
        }
    }
}
