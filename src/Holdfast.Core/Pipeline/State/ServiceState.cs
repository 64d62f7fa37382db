namespace Holdfast.Core.Pipeline.State;

/// <summary>What is known of a service, across every revision that names it and all of its versions.</summary>
public sealed class ServiceState(string name) : OwnedState
{
    public string Name { get; } = name;
}
