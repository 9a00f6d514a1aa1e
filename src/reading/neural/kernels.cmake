# Each set of kernels is compiled for its own processors and chosen when the program runs. They are
# always optimised: without it a test of the accurate reader would take minutes.
function(entente_kernels file)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/src/reading/neural/${file} PROPERTIES COMPILE_OPTIONS
    "-O3;-Wno-psabi;-Wno-ignored-attributes;${ARGN}")
endfunction()

entente_kernels(kernels_portable.cpp -ffp-contract=off)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set(avx512 -mavx512f -mavx512bw -mavx512vl -mavx512vnni -mfma -mprefer-vector-width=512)
  entente_kernels(kernels_avx2.cpp -mavx2 -mfma -ffp-contract=fast)
  entente_kernels(kernels_avx512.cpp ${avx512} -ffp-contract=fast)
  entente_kernels(kernels_amx.cpp ${avx512} -mamx-tile -mamx-int8 -ffp-contract=fast)
endif()
