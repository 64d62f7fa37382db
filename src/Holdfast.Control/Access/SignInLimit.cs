using System.Net;

namespace Holdfast.Control.Access;

/// <summary>How often somebody may show a code that is none: guessing is hopeless, and must not cost anything either.</summary>
internal sealed class SignInLimit(TimeProvider time)
{
    public const int FailuresMax = 10;

    private const int AddressesMax = 1_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _failures = [];
    private long _since = time.GetTimestamp();

    /// <returns>How long to wait; null: it may be tried.</returns>
    public TimeSpan? Wait(IPAddress? from)
    {
        lock (_lock)
        {
            var over = time.GetElapsedTime(_since);
            if (over < Window) return _failures.GetValueOrDefault(Key(from)) < FailuresMax ? null : Window - over;
            _failures.Clear();
            _since = time.GetTimestamp();
            return null;
        }
    }

    public void Failed(IPAddress? from)
    {
        lock (_lock) _failures[Key(from)] = _failures.GetValueOrDefault(Key(from)) + 1;
    }

    /// <summary>Beyond so many all others are one.</summary>
    private IPAddress Key(IPAddress? from) =>
        from is not null && (_failures.ContainsKey(from) || _failures.Count < AddressesMax) ? from : IPAddress.None;
}
