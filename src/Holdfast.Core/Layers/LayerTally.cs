using Holdfast.Core.Evidence;

namespace Holdfast.Core.Layers;

/// <summary>How many calls a step has refused, or answered otherwise, for as long as its plan is live.</summary>
public sealed class LayerTally
{
    private readonly Striped _calls = new(counters: 1);

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
}
