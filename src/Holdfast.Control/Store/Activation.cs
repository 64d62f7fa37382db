namespace Holdfast.Control.Store;

/// <summary>A revision went live.</summary>
/// <param name="Id">In the order of the activations.</param>
/// <param name="Revision">Which.</param>
/// <param name="Before">The one that was live until then; null: none was.</param>
public sealed record Activation(long Id, int Revision, int? Before, DateTimeOffset At, string By, string Why);
