using Holdfast.Core.Principles;

namespace Holdfast.Core.Commands;

/// <summary>A slice some of whose commands set something that stays until it ends or is taken back.</summary>
public interface ISwitchSlice : ICommandSlice
{
    /// <summary>What is set now. Never called while one of its commands is carried out.</summary>
    IEnumerable<Switch> Switches(SliceContext context);

    /// <summary>Forgets what is over, and tells of it. Called now and then, and never while one of its commands is carried out; what is over has no effect before.</summary>
    void EndOver(SliceContext context)
    {
        // Not every slice has something that ends by itself, or tells of it.
    }
}
