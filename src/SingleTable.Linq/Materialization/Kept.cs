using System.Diagnostics.CodeAnalysis;

namespace SingleTable.Linq.Materialization;

/// <summary>What a trimmer must keep of the types that are stored.</summary>
internal static class Kept
{
    /// <summary>The members of entities and of what they contain that the library looks for by reflection.</summary>
    public const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicPropertiesWithInherited
        | DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors
        | DynamicallyAccessedMemberTypes.NonPublicFieldsWithInherited | DynamicallyAccessedMemberTypes.Interfaces;

    /// <summary>Why reflection on a type is safe that no annotation follows.</summary>
    public const string Justification =
        "Entities are kept by Entity<T> and HasDerived<T>, what they contain by HasNestedType<T>, which the model asks for where a trimmer may have been.";

    /// <summary>Why a generic type or method can be made that no code names.</summary>
    public const string OnlyDescribed = "It is part of an expression or compared with a type, and no code of it is ever called.";

    /// <summary>Why a generic type over an entity can be made.</summary>
    public const string OfClasses = "Entities are classes, and all classes share the code of a generic type.";
}
