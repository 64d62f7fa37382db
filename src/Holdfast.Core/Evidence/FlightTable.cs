using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Evidence;

/// <summary>The attempts that are in flight, so that somebody can see how long they have been. A bounded table of places, without a lock.</summary>
/// <remarks>
/// An attempt takes a place that is free near a point of its own, and looks at <see cref="ProbesMax"/> at the most: when the
/// table is full some go without one, and those that have one speak for all.
/// What a place shows may be a moment old; a wrong glimpse is over with the next look.
/// </remarks>
public sealed class FlightTable
{
    /// <summary>Of the largest table.</summary>
    public const int PlacesMax = 1024;

    private const int ProbesMax = 8;

    private readonly Place[] _places;
    private readonly int _mask;

    /// <param name="places">A power of two, up to <see cref="PlacesMax"/>.</param>
    public FlightTable(int places)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, PlacesMax);
        ArgumentOutOfRangeException.ThrowIfNotEqual(int.IsPow2(places), true, nameof(places));
        _places = new Place[places];
        _mask = places - 1;
    }

    /// <summary>For an attempt that is about to be made.</summary>
    /// <returns>Its place; -1: none was free.</returns>
    public int Enter(Call call, Attempt attempt)
    {
        // Of the object: attempts at once are different ones, and one that is used again finds its place where it was.
        var start = RuntimeHelpers.GetHashCode(attempt);
        for (var i = 0; i < ProbesMax; i++)
        {
            var place = (start + i) & _mask;
            if (Volatile.Read(ref _places[place].Attempt) is not null) continue;
            if (Interlocked.CompareExchange(ref _places[place].Attempt, attempt, null) is not null) continue;
            _places[place].Number = attempt.Number;
            Volatile.Write(ref _places[place].Call, call);
            return place;
        }

        return -1;
    }

    /// <summary>Before the attempt, which belongs to its call, is used again.</summary>
    public void Leave(int place)
    {
        Volatile.Write(ref _places[place].Call, null);
        Volatile.Write(ref _places[place].Attempt, null);
    }

    /// <summary>Looks at everything. In the time of all places: for now and then.</summary>
    /// <param name="now">Timestamp.</param>
    /// <param name="longest">In ticks of timestamps: what has waited longer hangs.</param>
    /// <param name="hangs">Called with the node of each that hangs; null: nobody asks.</param>
    public FlightCounts Count(long now, long longest, Action<NodeState>? hangs = null)
    {
        var (tracked, hanging, answering, sending) = (0, 0, 0, 0);
        for (var i = 0; i < _places.Length; i++)
        {
            if (Volatile.Read(ref _places[i].Call) is not { } call || Volatile.Read(ref _places[i].Attempt) is not { } attempt) continue;
            tracked++;
            // Still on its way to a node: what it shows is the attempt before it.
            if (attempt.Number == _places[i].Number) continue;
            var sent = call.RequestSentAt;
            if (attempt.AnswerBeganAt != 0) answering++;
            else if (sent == long.MaxValue) sending++;
            else if (now - Math.Max(sent, attempt.Started) >= longest && attempt.Node is { } node)
            {
                hanging++;
                hangs?.Invoke(node.State);
            }
        }

        return new FlightCounts(tracked, hanging, answering, sending);
    }

    private struct Place
    {
        public Attempt? Attempt;
        public Call? Call;
        public int Number;
    }
}
