namespace AsyncBench;

/// <summary>How long each of many took, all kept.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public double P50 => At(0.5);

    public double P99 => At(0.99);

    public double Worst => At(1);

    public void Add(TimeSpan took) => _milliseconds.Add(took.TotalMilliseconds);

    public static Latencies Of(IEnumerable<Latencies> some)
    {
        var all = new Latencies();
        foreach (var one in some) all._milliseconds.AddRange(one._milliseconds);
        all._milliseconds.Sort();
        return all;
    }

    private double At(double quantile) => _milliseconds.Count == 0 ? double.NaN : _milliseconds[Math.Min(_milliseconds.Count - 1, (int)(quantile * _milliseconds.Count))];
}
