using Holdfast.Control.Admin;
using Holdfast.Control.Store;

namespace Holdfast.WebConsole.Timeline;

/// <summary>What the store has on record, read at most every few seconds however many look: it is a disk, and may be away.</summary>
internal sealed class TimelineRecord(IAdminSubject subject) : IDisposable
{
    /// <summary>Entries of each kind; older ones are in the store, and <c>/api</c> pages through them.</summary>
    public const int EntriesMax = 300;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _one = new(1);
    private (IReadOnlyList<TimelineEntry> Entries, string Fault) _read = ([], "");
    private long? _readAt;

    /// <returns>The entries in no order, and why there are none; empty: the store is there.</returns>
    public async Task<(IReadOnlyList<TimelineEntry> Entries, string Fault)> ReadAsync(CancellationToken cancellation)
    {
        if (subject.Plans is not { } desk) return ([], "");
        await _one.WaitAsync(cancellation);
        try
        {
            if (_readAt is { } before && subject.Runtime.Time.GetElapsedTime(before) < Fresh) return _read;
            _read = await ReadAsync(desk.Store, cancellation);
            // Not before: whoever asked may go meanwhile, and then nothing was read.
            _readAt = subject.Runtime.Time.GetTimestamp();
            return _read;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<(IReadOnlyList<TimelineEntry> Entries, string Fault)> ReadAsync(IControlStore store, CancellationToken cancellation)
    {
        try
        {
            var activations = await store.Revisions.ActivationsAsync(null, EntriesMax, cancellation);
            var audit = await store.Audit.PageAsync(null, EntriesMax, cancellation);
            return ([.. activations.Select(Of), .. audit.Select(Of)], "");
        }
        catch (StoreException fault)
        {
            return ([], $"{fault.Known.Id}: {fault.Message}");
        }
    }

    private static TimelineEntry Of(Activation one) => new(
        one.At, TimelineEntry.Revision, "live", $"revision {one.Revision}", one.By, one.Before is { } before ? $"{one.Why} (before: revision {before})" : one.Why);

    private static TimelineEntry Of(AuditEntry one) => new(
        one.At, TimelineEntry.Audit, one.Action, one.Subject, one.By, $"{one.Why}{Change(one.Before, one.After)}");

    /// <summary>What was not there before, or is there no more, needs no empty word for it.</summary>
    private static string Change(string before, string after) => (before, after) switch
    {
        _ when before == after => "",
        ("", _) => $" ({after})",
        (_, "") => $" (was {before})",
        _ => $" (was {before}, is {after})",
    };
}
