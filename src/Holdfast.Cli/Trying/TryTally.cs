using System.Globalization;

namespace Holdfast.Cli.Trying;

/// <summary>What became of a number of requests.</summary>
internal sealed class TryTally
{
    private readonly Lock _gate = new();
    private readonly List<TryAnswer> _answers = [];

    public int Count
    {
        get
        {
            lock (_gate) return _answers.Count;
        }
    }

    public int Good => Of(static answer => answer.IsGood);

    public int Degraded => Of(static answer => answer.IsDegraded);

    public IReadOnlyList<TryAnswer> All
    {
        get
        {
            lock (_gate) return [.. _answers];
        }
    }

    public void Add(TryAnswer answer)
    {
        lock (_gate) _answers.Add(answer);
    }

    public int Of(Func<TryAnswer, bool> fits)
    {
        lock (_gate) return _answers.Count(fits);
    }

    /// <summary>The time within which this share of the answers came.</summary>
    public TimeSpan Within(double share)
    {
        lock (_gate)
        {
            var sorted = _answers.Select(static answer => answer.Took).Order().ToArray();
            return sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
        }
    }

    /// <summary>Statuses with how often each came: <c>38 × 200, 2 × 503</c>.</summary>
    public string Statuses()
    {
        lock (_gate)
        {
            return string.Join(", ", _answers.GroupBy(static answer => answer.Status).OrderBy(static group => group.Key)
                .Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} × {(group.Key == 0 ? "no answer" : $"{group.Key}")}")));
        }
    }
}
