namespace Holdfast.Core.Pipeline.State;

/// <summary>What is known of a version, across every revision that names it.</summary>
public sealed class VersionState(string service, string name) : OwnedState
{
    private int _epoch;

    public string Service { get; } = service;

    public string Name { get; } = name;

    /// <summary>Moves whenever the availability of one of its nodes does.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    internal void Changed() => Interlocked.Increment(ref _epoch);
}
