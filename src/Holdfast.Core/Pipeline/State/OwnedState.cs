using System.Runtime.CompilerServices;

namespace Holdfast.Core.Pipeline.State;

/// <summary>Something whose life is longer than a revision, and to which principles attach state of their own.</summary>
/// <remarks>Each kind of part has one place in all owners: found by one look, and gone with its owner. There are a dozen or two.</remarks>
public abstract class OwnedState
{
    private static int _kinds;

    private readonly Lock _gate = new();
    private object?[] _parts = [];

    /// <summary>A principle's part, made when it is first asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Own<T>(Func<T> make) where T : class => Find<T>(Volatile.Read(ref _parts)) ?? Add(static make => make(), make);

    /// <summary>As <see cref="Own{T}(Func{T})"/>, for a part that knows its owner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Own<T, TOwner>(Func<TOwner, T> make, TOwner owner) where T : class => Find<T>(Volatile.Read(ref _parts)) ?? Add(make, owner);

    /// <summary>Whether it was ever asked for.</summary>
    public bool Has<T>() where T : class => Find<T>(Volatile.Read(ref _parts)) is not null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T? Find<T>(object?[] parts) where T : class => Kind<T>.Place is var place && place < parts.Length ? (T?)parts[place] : null;

    private T Add<T, TOwner>(Func<TOwner, T> make, TOwner owner) where T : class
    {
        lock (_gate)
        {
            if (Find<T>(_parts) is { } found) return found;
            var made = make(owner);
            // Made anew: whoever reads the old one may go on reading it.
            var parts = new object?[Math.Max(_parts.Length, Kind<T>.Place + 1)];
            _parts.CopyTo(parts, 0);
            parts[Kind<T>.Place] = made;
            Volatile.Write(ref _parts, parts);
            return made;
        }
    }

    private static class Kind<T>
    {
        public static readonly int Place = Interlocked.Increment(ref _kinds) - 1;
    }
}
