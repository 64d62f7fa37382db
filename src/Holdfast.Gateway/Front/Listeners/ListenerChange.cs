namespace Holdfast.Gateway.Front.Listeners;

/// <summary>What a change of the plan did to the listeners.</summary>
internal sealed record ListenerChange(IReadOnlyList<Listener> Added, IReadOnlyList<Listener> Removed);
