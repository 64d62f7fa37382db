using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that says which nodes come first.</summary>
public interface IArrangerSlice
{
    ICandidateArranger Compile(CompileContext context);
}
