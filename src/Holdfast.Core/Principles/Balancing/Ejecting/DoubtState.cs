namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>What a version's nodes fail by their nature, by which is told what is chance; and of which node in doubt a call is to find out next.</summary>
public sealed class DoubtState
{
    // Before anything is known: ten failures in a row are none, however little there was to see.
    private double _failing = 0.5;

    /// <summary>Share of the attempts lately that failed on nodes of which nothing is wrong.</summary>
    public double Failing
    {
        get => Volatile.Read(ref _failing);
        internal set => Volatile.Write(ref _failing, value);
    }

    /// <summary>Index of the node from which on the next one in doubt is looked for. The sweep's own.</summary>
    internal int Turn { get; set; }
}
