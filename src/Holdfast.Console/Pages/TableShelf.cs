using System.Collections.Concurrent;
using Holdfast.Core.Principles;

namespace Holdfast.WebConsole.Pages;

/// <summary>The tables of principles as they were at one moment: each is made once, by whoever asks first, and shown to all.</summary>
internal sealed class TableShelf(SliceContext? present)
{
    private readonly ConcurrentDictionary<string, Lazy<Snapshot>> _made = new(StringComparer.Ordinal);

    public Snapshot Of(ISlice slice) => present is null
        ? new Snapshot(slice.Id, [])
        : _made.GetOrAdd(slice.Id, static (_, asked) => new Lazy<Snapshot>(() => asked.slice.Snapshot(asked.present)), (slice, present)).Value;
}
