using System.Reflection;
using System.Runtime.Loader;
using SingleTable.Linq.Design;

namespace SingleTable.Linq.Tool.Loading;

/// <summary>
/// The user's assembly with its dependencies. What the library itself is made of is the tool's own, so that a context of the assembly is one of the tool's library;
/// everything else is the assembly's.
/// </summary>
internal sealed class UserAssembly : AssemblyLoadContext
{
    private static readonly IReadOnlyDictionary<string, Assembly> s_shared = Shared();

    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _folder;

    private UserAssembly(string path)
        : base(Path.GetFileNameWithoutExtension(path))
    {
        _folder = Path.GetDirectoryName(path)!;
        _resolver = new AssemblyDependencyResolver(path);
    }

    /// <summary>Loads an assembly.</summary>
    /// <exception cref="ToolException">It is not there, or no assembly.</exception>
    public static Assembly Open(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            throw new ToolException($"There is no file '{path}'. Build the project, and give the path of its assembly: bin/Debug/net10.0/MyApp.dll.");
        }

        try
        {
            return new UserAssembly(path).LoadFromAssemblyPath(path);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or InvalidOperationException)
        {
            throw new ToolException($"'{path}' is not an assembly of .NET that can be loaded: {e.Message} Give the .dll, not the program beside it.", e);
        }
    }

    /// <summary>The types of an assembly, without those whose dependencies are not there.</summary>
    public static IReadOnlyList<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return [.. e.Types.OfType<Type>()];
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is { } name && s_shared.TryGetValue(name, out var shared) && shared.GetName().Version >= assemblyName.Version)
        {
            return shared;
        }

        // Beside the assembly where nothing says what it depends on (no .deps.json).
        var path = _resolver.ResolveAssemblyToPath(assemblyName)
            ?? (Path.Combine(_folder, $"{assemblyName.Name}.dll") is var beside && File.Exists(beside) && !IsOfFramework(assemblyName) ? beside : null);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static bool IsOfFramework(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(name) is not null;
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException)
        {
            return false;
        }
    }

    // The library, the pages, and all that their public types can name.
    private static Dictionary<string, Assembly> Shared()
    {
        var shared = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        var open = new Queue<Assembly>([typeof(TableContext).Assembly, typeof(TableReport).Assembly]);
        while (open.TryDequeue(out var assembly))
        {
            if (shared.TryAdd(assembly.GetName().Name!, assembly))
            {
                foreach (var reference in assembly.GetReferencedAssemblies().Where(r => !IsPartOfRuntime(r)))
                {
                    open.Enqueue(Default.LoadFromAssemblyName(reference));
                }
            }
        }

        return shared;
    }

    private static bool IsPartOfRuntime(AssemblyName name) => name.Name is { } text
        && (text is "netstandard" or "mscorlib" || (text.StartsWith("System.", StringComparison.Ordinal) && text != "System.IO.Hashing"));
}
