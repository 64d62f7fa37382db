namespace Holdfast.Core.Pipeline.State;

/// <summary>Something whose life is longer than a revision, and to which principles attach state of their own.</summary>
/// <remarks>A handful of parts at the most, found by their type: quicker than any dictionary, and gone with their owner.</remarks>
public abstract class OwnedState
{
    private readonly Lock _gate = new();
    private object[] _parts = [];

    /// <summary>A principle's part, made when it is first asked for.</summary>
    public T Own<T>(Func<T> make) where T : class => Find<T>(Volatile.Read(ref _parts)) ?? Add(make);

    /// <summary>Whether it was ever asked for.</summary>
    public bool Has<T>() where T : class => Find<T>(Volatile.Read(ref _parts)) is not null;

    private static T? Find<T>(object[] parts) where T : class
    {
        foreach (var part in parts)
            if (part is T found) return found;
        return null;
    }

    private T Add<T>(Func<T> make) where T : class
    {
        lock (_gate)
        {
            if (Find<T>(_parts) is { } found) return found;
            var made = make();
            Volatile.Write(ref _parts, [.. _parts, made]);
            return made;
        }
    }
}
