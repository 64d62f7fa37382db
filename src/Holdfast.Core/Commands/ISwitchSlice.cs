using Holdfast.Core.Principles;

namespace Holdfast.Core.Commands;

/// <summary>A slice some of whose commands set something that stays until it ends or is taken back.</summary>
public interface ISwitchSlice : ICommandSlice
{
    /// <summary>What is set now. Never called while one of its commands is carried out.</summary>
    IEnumerable<Switch> Switches(SliceContext context);
}
