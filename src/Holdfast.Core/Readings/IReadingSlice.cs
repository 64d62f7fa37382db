using Holdfast.Core.Principles;

namespace Holdfast.Core.Readings;

/// <summary>A slice that knows something conditions can look at.</summary>
public interface IReadingSlice
{
    /// <param name="subject">Name of the interface or service; empty where there is one.</param>
    /// <returns>In the kind's unit, of flags 1 or 0; null: it is not known, or not by this slice.</returns>
    double? Read(ReadingKind kind, string subject, SliceContext context);
}
