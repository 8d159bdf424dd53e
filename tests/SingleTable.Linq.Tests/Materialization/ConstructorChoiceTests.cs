using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>
/// Of several constructors that one is called that asks for nothing unknown, takes most of the columns, and has the fewest parameters; of equal ones the first.
/// Over types with constructors of any kind, against the order said with LINQ.
/// </summary>
public class ConstructorChoiceTests
{
    private static readonly (string Name, Type Type)[] s_properties = [("A", typeof(int)), ("B", typeof(string)), ("C", typeof(object)), ("D", typeof(long?))];

    private static readonly (string Name, Type Type)[] s_parameters =
    [
        ("a", typeof(int)), ("b", typeof(string)), ("c", typeof(object)), ("d", typeof(long?)), ("B", typeof(object)), ("a", typeof(long)), ("x", typeof(int)), ("c", typeof(string)),
        ("y", typeof(Guid)),
    ];

    [Fact]
    public void The_same_as_an_order_of_all()
    {
        Assert.SkipUnless(RuntimeFeature.IsDynamicCodeSupported, "No types are made in this process.");
        var random = new Random(1);
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Constructors"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("Constructors");
        for (var i = 0; i < 400; i++)
        {
            var type = Make(module, $"T{i}", random);
            ColumnSpec[] columns = [.. type.GetProperties().Where(_ => random.Next(4) > 0).Select(p => new ColumnSpec(p.Name, p, null!))];
            var expected = type.GetConstructors() is [var only] ? only : Ordered(type, columns);
            Construction.Of(type, columns).Constructor.ShouldBe(expected, string.Join("; ", (object[])type.GetConstructors()));
        }
    }

    private static ConstructorInfo? Ordered(Type type, ColumnSpec[] columns)
    {
        bool IsOf(ParameterInfo parameter, MemberInfo member) => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase)
            && parameter.ParameterType.IsAssignableFrom(((PropertyInfo)member).PropertyType);
        bool IsColumn(ParameterInfo parameter) => columns.Any(c => IsOf(parameter, c.Member));
        bool IsUnknown(ParameterInfo parameter) => !IsColumn(parameter) && !parameter.HasDefaultValue && !type.GetProperties().Any(p => IsOf(parameter, p));
        return type.GetConstructors()
            .OrderBy(c => c.GetParameters().Any(IsUnknown))
            .ThenByDescending(c => c.GetParameters().Count(IsColumn))
            .ThenBy(c => c.GetParameters().Length)
            .FirstOrDefault() ?? type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
    }

    private static Type Make(ModuleBuilder module, string name, Random random)
    {
        var type = module.DefineType(name, TypeAttributes.Public | (random.Next(6) == 0 ? TypeAttributes.Abstract : 0));
        foreach (var (property, of) in s_properties)
        {
            var getter = type.DefineMethod($"get_{property}", MethodAttributes.Public | MethodAttributes.SpecialName, of, []);
            var code = getter.GetILGenerator();
            code.Emit(OpCodes.Ldnull);
            code.Emit(OpCodes.Throw);
            type.DefineProperty(property, PropertyAttributes.None, of, null).SetGetMethod(getter);
        }

        var signatures = new HashSet<string>();
        for (var i = random.Next(7); i > 0; i--)
        {
            (string Name, Type Type)[] parameters = [.. s_parameters.OrderBy(_ => random.Next()).Take(random.Next(5))];
            if (signatures.Add(string.Join(',', parameters.Select(p => p.Type))))
            {
                Define(type, parameters, random);
            }
        }

        return type.CreateType();
    }

    private static void Define(TypeBuilder type, (string Name, Type Type)[] parameters, Random random)
    {
        var constructor = type.DefineConstructor(
            random.Next(5) == 0 ? MethodAttributes.Private : MethodAttributes.Public, CallingConventions.Standard, [.. parameters.Select(p => p.Type)]);
        var isOptional = random.Next(3) == 0;
        for (var p = 0; p < parameters.Length; p++)
        {
            var hasDefault = isOptional && parameters[p].Type == typeof(int);
            var parameter = constructor.DefineParameter(p + 1, hasDefault ? ParameterAttributes.Optional | ParameterAttributes.HasDefault : ParameterAttributes.None, parameters[p].Name);
            if (hasDefault)
            {
                parameter.SetConstant(3);
            }
        }

        var code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(object).GetConstructor([])!);
        code.Emit(OpCodes.Ret);
    }
}
