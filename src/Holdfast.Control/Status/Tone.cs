namespace Holdfast.Control.Status;

/// <summary>How a cell is painted where there is colour. What it means is always in the words too.</summary>
public enum Tone
{
    Plain,
    Faint,
    Good,
    Warning,
    Bad,
}
