using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>A key that is hot.</summary>
/// <param name="hash">Stands for it.</param>
/// <param name="text">For people: printable and short.</param>
/// <param name="since">Timestamp at which it became hot.</param>
internal sealed class HotKey(ulong hash, string text, long since)
{
    private readonly Striped _calls = new(counters: 1);
    private double _rate;
    private double _share;

    public ulong Hash => hash;

    public string Text => text;

    public long Since => since;

    /// <summary>Since it became hot.</summary>
    public long Calls
    {
        get
        {
            Span<long> sum = [0];
            _calls.ReadInto(sum);
            return sum[0];
        }
    }

    public void Count() => _calls.Add(0);

    /// <summary>How it stood when it was looked at last: most of its calls are not.</summary>
    public void Stood(in HotReading reading)
    {
        Volatile.Write(ref _rate, reading.Rate);
        Volatile.Write(ref _share, reading.Share);
    }

    /// <summary>What it is hot by.</summary>
    public Measure Measured(HotKeysPlan plan) => HotMachine.Measured(Volatile.Read(ref _rate), Volatile.Read(ref _share), plan);
}
